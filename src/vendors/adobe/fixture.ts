/**
 * The sandbox's signing key and its sample statement. The private half is public on purpose: it is a
 * fixture, protects nothing, and no server but Grantwalk's own simulator trusts it.
 */
import type { JWK } from 'jose'

export const sandboxKey: JWK = {
  kty: 'RSA',
  n: [
    '1urvNOgLPjfM57X0GONBv2QaTZpaGZeYuN0Fr19Te4UA5Lk761y7j_lKJtibvBrElWONFkZmqe3pBC51PTGY4O8m',
    'p1_YLzmerB_DiWW1-hw5_VLTh3h3HXtFyDZgLqPMQasTwc4Kt2PTRtshLDGafW6pCJNTPIrxBZNxU5SFYPhH7Mji',
    '4lAoD3JdDbGCvm-gnsoVlUBwWiZ4Ej7RNHsso_LjEZ3t_ODHv7YjEerPYm0FW2yrSTho4Tmrd2joGfEAqsKN6WGS',
    '4dAGfuJKc8Gv4RIY4pvmspIgipNACgL_5wgP7m9jGg65icMkPXXs_0DcS2F_o-_sFLIY-jsIWAG1WQ',
  ].join(''),
  e: 'AQAB',
  d: [
    'IyUF-vPbKtB7LIT_prY7AS5AcuJDy52Ttt9F17jR8Qf97mkwGDvw3AlbC-EuDmOeNAO0haj7jtw915Y1S815f4b8',
    'HjC5LHfSr7j-A9DjIkRNY1SRDL0xVVvcPHJP5jCY7UApme60p-qmGRcqZIy0A8D92U4mNWdPJKdIx-8opIOInEym',
    'eRrYXqDEYTd2dBUF6MT1DCrH1vNMIPIih7cUqNxuxOBdGqmc4TCfDFARTDaho05DKI2ypnND6Wpt_1Ejz3ccFEhA',
    'zUVs3RIUzcTnwcOHayC32fsV4IxX0OJ7g35RIpG_dxqowlayziDHwOLwXNGjQLgmcMeONDTltd8WZQ',
  ].join(''),
  p: [
    '73O0G-62OyuUg1qMXNm3rpkILmX9GxUUhKK5RZ6C7PK7PAerl8lGj_NRbLGPiIs4SzvR_bQaN9WuLHoDJZsqaE0K',
    'By-nythQy39C9UCg3i28sy2Qp1rFRbpQQbxsvKFdN99Yxb9WW5A2VkKk7wRZy0lxXFqSdczDpDsg-TSOMd8',
  ].join(''),
  q: [
    '5cUuCAzdzTpoLnPGokkOwIJVMkiEF2JgZRXj6ZwYGwC2Sa4Srjm_inP_naF4c9BN4keLzx_oDuH7qX4wh22S2i9b',
    'hSO6wj5tAFHLxCLFuXBe5muKHQAQUNlt3MKILwQsJ5s2xCCA_-ggEPa91lvqjEutlg5zDWTDdZaWJ9HPL8c',
  ].join(''),
  dp: [
    '0tyhDrf34cNO1R033cwb5LT-b12AtgiqOOLTJGuh_-cA2qwmf1PPv5QVcBIsw6FVwWq8UR34uJKC_sezXbp2bcLp',
    'wcpFiGtVOt6mqDJxdzXvphnJ-JYGgpC_fCPh3Xp8DGeyVPFZqugj8XJeq9y49juGiD16HCJlZoprTwjo7yE',
  ].join(''),
  dq: [
    'IU2aJWqP_34WuZzoTn9eVwLNDHO8SZNlu2EX3rVUPR22Timf5YbTP2Meyp8r0UWA9GpAVm4eeYHBs0hqCkcUgPFa',
    'R4rtN9hKfkBc03nixMUHzEgMBbYLp1xMczHzATWOnNL_dh_r8quXcj4BN_-smFcjutsvS-Kt_e4sp2rep-M',
  ].join(''),
  qi: [
    'ibFbGB4sGsF5Wn-xPe8UIgIC6vObPEe08uhmp8vh6wTa2nWR7RQmo5Vnu22ZPDdPHxEg6k-gIdY0rTa0YgF_LD_h',
    'LZKkjG1eaG7tFileeluxV6gM7Il6VLc00AODEaS9sjd1jTcd7XRjlsgfdEUlHB2UC6G38STPNtPyJWdX5XU',
  ].join(''),
}

/** The sandbox's registered application Android, and when its statement was made (ms). */
export const android = {
  software_id: '08664e7d-3f0a-4c1b-9a54-6d2e7b1c9f10',
  madeAt: 1700667057906,
}

/** An application whose statements Adobe would no longer accept. */
export const oldWeb = {
  software_id: 'c2a7d9e4-1b63-4f7a-9c85-0e4d3b2a1f67',
  madeAt: 1612137600000,
}

/** What Android_1700667057906.txt holds. Signed with `sandboxKey`; claims as in Adobe's picture [D C-1]. */
export const sampleStatement = [
  'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIwODY2NGU3ZC0zZjBhLTRjMWItOWE1NC02ZDJlN2IxYzlmMTAiLCJuYmY',
  'iOjE3MDA2NjcwNTcsImlzcyI6ImF1dGguYWRvYmUuY29tIiwiaWF0IjoxNzAwNjY3MDU3fQ.mYx1cNjeyWNSMdKG',
  'mktIWPo3TDpeFVAnCa_n8iVJ6_RJOzMb1hBxxSSyoAyO-Ddnga2G4ZdjWI1zhl5PhZjJ9KniTyTNamDIzLsOJeqA',
  'VfzU5L3l3quumn8RLurBw9bGu0fakTNBQ9NGpzsbNHflPrUWaW8S2Q4DIreBwLDUTrDGXrK_ZGmJA70nLnDXzHB_',
  '5lmsFJcJJI9sqgU3Eekwb84dv2IpbZmC7Z4GpfOm8lb5WFnWwgtqIbNEjYvhmUAgUilUyI6HyVWwhDLpT-7ZXZgI',
  'lwNe_3WiAV4lpDIufXHXd6ZnWYpAph8aWupj96nF_WpaskRM_rrlIbolFyS_pQ',
].join('')
