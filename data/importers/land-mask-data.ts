/**
 * Which cells of one degree hold any land: bit (row * 360 + column), rows from 90° S, columns from 180° W, deflated.
 * Made from the land polygons of Natural Earth (public domain), 1 : 10 million.
 */
export const landCellsBase64 = [
  'eNrlmc+P3EQWx1+1O+0GJu1egcQAE9wHDjkgbWeRoBEhHi7ACeU/2JZWYm+74YJGCMWGoE24MDny4zD5D8hfQEyIBCfmigRiPCRiOKzSDkE7Ht',
  'px8arsqnplu4fplUBC1Mnu/rj86tWrV996BvgjtowdGeXLtHgJ1k+cf9L7/DC2ZkgAwWJYmv0/c1/s8juL2ADRiPR153PGLyyCQwHvmfs9B4q3',
  'FprhIZ1Yt/liZz4PNu3gbbrIjK4cYWF5h9w2bJYzjmONtXuSBbRT0em1XjkdIk7ibLHvqpaHXr+E4YfD7RAv9yCqZin6VVhA+yUMr99VwLzmZ9',
  'Lm5uHV0oV37TgyrQMTTm7PiXG6hR1HpMXWm4TpTmoMrq2oyH48DaopujNDg+N614X9tHwR8ycLFq+3xEpP/GXgZXqGp5dKOcmSKcpZBu78VnB0',
  'xESZOkt0nOOcJOKBqOXPbktovGr9MjokWcd1t40WP8hj9+iO4Ic6ovdrsPWmdRt2D5v6mjv4oSav1WDLGZ3aqntzmZ5z6B8dzmy4WLyqElZGDo',
  'H9w+DajBXB4oBkENld5UHrXCk5UIPDhT1/hfAZG266Qy0F3nB0XibsqAlHoptWuKVdFfDAHsWCWXHLf3o1WI8wJl6Mt/Efr5Z9TqZmM0hIXo85',
  'azEw5Tr8ExKBEffr+08JOxp2rc2FB/2jwbHajLs12NWXXh3uN3r2tGOMkQmF+2rlHg7ba3c1MXC+GO7oX30NB+AZ6yh8ScOBhnnktfS8zsamZz',
  'UrDdgrBzfUTkmMqkD4sk/hi7ACYzgL0aNNGPf3S36fwHvgdzswNeEk4VjBkX+STLcT/RWe6k4hprCvRTgEo76WcpxFo+Qf3SFEgwYsOmMBcTQG',
  '+lhsN9OfOkYMEvjzgARHyGCYLKX5zwK8vUlPC4EMFNGzf16HJA/OiPzcQ+33ihXk+jl/w6RXX8KXGNRWRBt820cfrNhKjYhIvNp6Sl4NsZdYwM',
  'MRqrVhG4yTsnXSdOMPpqs4gvUVPYMJUYaFcOKw2llTxt7xpz2pAyMLZsoMTxu55cJ2MOlHEcaGUhgpEeAFUbUYgcnMD0vNGIENj6qe4S/SkJiP',
  'iwTDSoQcTaKmZwkzGekJH+7e4F86GM5EvRrZL13uwf0oo/Hnh7J39/gO+u4KM8kxN94o4TJCT8cHV3j4BoClijOT02IZfyXM790rqulkNZt97c',
  'VABcG9exivj4O0Sef3zMzJjwaOQ3FMuNGTsqBvwSWxmlYTPxJ7QDHPxPue6JLU6MgTgcx6q7eql6C3ki3On+2Knx0jZiKWcp1yf6g8PpJwuKVk',
  'zbqVAGmYuLLnjM/dD1VG1BEKtwycVhkL4XR2x/mP7JORAUrnSk++2SsqLyK8sblbxt+QCtVhrDxXBOqANB7CxIsDl8Ho+thStbEKS3MAHE/gbR',
  'f23S50eldYLeocesRDeDiB6wz2EL4fLteLDEyvxXJWRgFcfw220S8vwsv1xQ01GNXL7mvr37vrjPoYr2JWwak51V31YDf7NHcbUjRhxUcmVLFl',
  'Er6Zf5Y5DeWUHstesGDHxYQBN7mTNY8u/DhaQmFfZBfYwxMkyUQqyJ1ysa/mZoAIfyfhkZxN3b5Bv50VF5MK3sEfkgD+y+/bUIK/qzv+d3UMe1',
  'Kf6F1IQpyqRzbqp4OE+58OZVZcqeAZGo3qJ+dwzsByUH9DGZBUi6qC9/A25awIXQOXaXGU+/43HCh8V8IuD72RhIXBpbsg986kHk02uKaFwR7n',
  'val2RVYlZPcTfsKCxXzLRRCMSVVAtGnhvhN6lhmYWqrIPqXnovTdFP2041qwUBHl1XO1uT5A+DZdrZwXqvYi1kRHuuMRo1lzqi94aCphs7fKxa',
  'eC9FuE/2XBsu8qotZs/SfW6kA/WLZrunQzgWMkokf4eFfBqsMdDU/tEyX+tK22p/WiBocjqFdJtA5drZf4wsQqm0RWOScn9kozbDjhZBNZQXjT',
  'J9XHIL1gq31SVepnIguQ0pN/a6sBE8GPAU9KcX7Bm5urEfz8WEbh09ZRuCBwF9J9fpzW4cLTc9YovCo483JfMOqBMLQOjqR8h4IiD8YinQcKfs',
  'andYGIwJcRnp2Se6IyY+ZFbgPWgn/rVFEGqXJ01OzZ1ByvXqM98zB6oAEbDf8T57vplvHHxaDZ83tMeX3OWbZNqoBhAxZaVs/RzWJG57AJk+MB',
  '3zfxjAZedJvwAUBr0TUcrDXhhbXOwdiWrGIc9t5G2sNTelwr33a+ymUN+ERcC2ctp1p6PhHp8/+BDX/bVtbGPUOWIKNaWbUIWuGP4bT12hL+xG',
  '/CKFxx83pMw/sqdRReowR9PAqFpwOmMuFcSaTMTb16OTkKMdN1817lOT9T6zt10r83YPFfJ/Eqz7lpFdDrmZvzmquZrHCIqk35B6h9EHsu6rC7',
  'Jop5aMLXVeRnfK3S/24hth+7ZS9BnJpie4IiopQWg5ZT2AFn5PsBZOEAckdqW5MGrIm5ZYr+4rZwpbY1Ccb6orJprmc498iLUnH7d4GUfAFAzR',
  'AhnIUiNc75b9TcssIRHOm7lY+6H8mNwf/9kcvGHX0+QXewczf479V03pjJZJ7R7ya4knZUfrZqUB/P5JOZ9X3jPHwpg28neN+zEuMFuVpztYfL',
  'nJIz+EJICQbZplvb2gK4wOmGLyY+yaV7rOKcNDlMzT40GVf12qGEE/dBsh2Ht0MR37rn8351FL76AScqtBpLTuMC3bOt3vszbynrzrXIkDDvQo',
  'yjdGLeUoaN5tanr5RPmLhai3lrAZYmiTJ/iAps8nh7fbnaU8MjfW8Qb0w4X+przZ+4/QJ6FqGr',
].join('')
