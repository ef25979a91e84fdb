/** What the samples hold that is only there to be read. */

export const jsonText =
  '{"name":"sample","big":12345678901234567890,"exact":1.10,"zero":-0,"small":1e-7,' +
  '"name":"a repeated name","text":"caf\\u00e9 \\u202e reversed","slash":"a\\/b","empty":{},"none":[],' +
  '"list":[true,false,null,{"deep":{"deeper":{"deepest":["here"]}}}],"__proto__":{"own":true}}'

export const xmlText =
  '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE note [<!ENTITY x "expanded">]>' +
  '<note xmlns="urn:example" id="1"><to>A &amp; B</to><!-- a remark --><empty/><entity>&x;</entity>' +
  '<data><![CDATA[<b>not a tag</b>]]></data></note>'

export const csvText =
  'name;amount;remark\r\n"Ann; or An";1,50;"said ""hello"""\r\nBen;2,75;"two\r\nlines"\r\nCem;;\r\n'

export const htmlText =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sample</title></head><body>' +
  '<h1>A page</h1><p>Its script would change the title, if anything ran it.</p>' +
  '<script>document.title = "ran"</script></body></html>'

const png =
  'iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAMAAABg3Am1AAAADFBMVEXu8vc0XIz6yFD6yFD/6jWPAAAAcUlEQVR42u3U' +
  'Ow7AMAgD0GDf/879LW5KEqQmyoJHxGNCLkViksg8QQKd+0sAyfBVXOGdCAAEPKQLUAEOAD6AXQAHcCaAC7gRoAHwC2heS4pb' +
  '37oeWAPYRmAuKDOBOWDQGh8wrJkKRHpJwKJeyopPcOYAnJkIQ6BI93kAAAAASUVORK5CYII='

export const pngBytes = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
