/** The little of Python's requests that a generated program uses. */

/** In place of the library, where it is not installed: sends what it is given and nothing else. */
export const stub = `
import http.client
from urllib.parse import urlsplit

class Request:
    def __init__(self, method, url, headers=None, data=None):
        self.method, self.url, self.headers, self.data = method, url, headers or {}, data

    def prepare(self):
        return self

class Session:
    def send(self, request, allow_redirects=True):
        host = urlsplit(request.url).netloc
        connection = http.client.HTTPConnection(host)
        target = request.url[request.url.index(host) + len(host):]
        connection.putrequest(request.method, target, skip_accept_encoding=True)
        for name, value in request.headers.items():
            connection.putheader(name, value)
        if request.data is not None:
            connection.putheader("Content-Length", str(len(request.data)))
        connection.endheaders(request.data)
        answer = connection.getresponse()
        answer.status_code, answer.text = answer.status, answer.read().decode()
        return answer
`
