#!/usr/bin/env python3
"""Computes the signature vectors of the API's tests from the written rule alone.

It shares nothing with the server's own code: the standard library's hashes and percent coding do
the work. The first vector of version 1.0 is the one that the API's documentation prints; the script
stops if it does not reproduce it, so the others stand on proven ground.

Run it from anywhere; it rewrites ../resources/dev/stillpoint/api/rpc/signatures.properties.
"""
import base64
import hashlib
import hmac
import pathlib
from urllib.parse import quote

SECRET = "testsecret"
lines = ["# Written by src/test/vectors/signatures.py. Do not edit."]


def enc(text):
    return quote(text, safe="-_.~")


def put(name, value):
    value = value.replace("\\", "\\\\").replace("\n", "\\n")
    if value.startswith(" "):
        value = "\\" + value
    lines.append(name + "=" + "".join(c if ord(c) < 128 else "\\u%04x" % ord(c) for c in value))


def v1(name, method, params, digest):
    joined = "&".join(enc(k) + "=" + enc(params[k]) for k in sorted(params))
    to_sign = method + "&" + enc("/") + "&" + enc(joined)
    mac = hmac.new((SECRET + "&").encode(), to_sign.encode(), digest).digest()
    signature = base64.b64encode(mac).decode()
    put(name + ".query", "&".join(enc(k) + "=" + enc(v) for k, v in params.items()))
    put(name + ".method", method)
    put(name + ".toSign", to_sign)
    put(name + ".signature", signature)
    return signature


def acs3(name, method, raw_query, params, headers, body):
    query = "&".join(enc(k) + "=" + enc(params[k]) for k in sorted(params))
    headers = dict(headers)
    headers["x-acs-content-sha256"] = hashlib.sha256(body.encode()).hexdigest()
    names = sorted(headers)
    block = "".join(n + ":" + headers[n].strip() + "\n" for n in names)
    canonical = "\n".join(
        [method, "/", query, block, ";".join(names), hashlib.sha256(body.encode()).hexdigest()])
    to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    signature = hmac.new(SECRET.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    put(name + ".method", method)
    put(name + ".query", raw_query)
    put(name + ".body", body)
    put(name + ".headerNames", ",".join(names))
    for n in names:
        put(name + ".header." + n, headers[n])
    put(name + ".canonical", canonical)
    put(name + ".authorization", "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders="
        + ";".join(names) + ",Signature=" + signature)


documented = {
    "AccessKeyId": "testid",
    "Action": "DescribeRegions",
    "Format": "XML",
    "SignatureMethod": "HMAC-SHA1",
    "SignatureNonce": "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
    "SignatureVersion": "1.0",
    "Timestamp": "2016-02-23T12:46:24Z",
    "Version": "2014-05-26",
}
if v1("v1.documented", "GET", documented, hashlib.sha1) != "OLeaidS1JvxuMvnyHOwuJ+uX5qY=":
    raise SystemExit("the documented vector is not reproduced")

special = dict(documented, Action="CreateSnapshotGroup", Name="a b*c~d+e/\u6570\u636e",
               SignatureNonce="n-2", **{"DiskId.1": "d-1", "DiskId.10": "d-10", "DiskId.2": "d-2"})
v1("v1.special", "POST", special, hashlib.sha1)
v1("v1.sha256", "POST", dict(special, SignatureMethod="HMAC-SHA256"), hashlib.sha256)

base = {
    "host": "127.0.0.1:7080",
    "x-acs-action": "CreateSnapshotGroup",
    "x-acs-version": "2014-05-26",
    "x-acs-date": "2016-02-23T12:46:24Z",
    "x-acs-signature-nonce": "n-3",
}
acs3("v3.plain", "POST", "RegionId=cn-hangzhou&DiskId.1=d-1&DiskId.2=d-2&DiskId.10=d-10",
     {"RegionId": "cn-hangzhou", "DiskId.1": "d-1", "DiskId.2": "d-2", "DiskId.10": "d-10"},
     base, "")
# As the newer Java SDK sends it: a space as plus, the star raw, the tilde escaped.
acs3("v3.quirks", "POST", "RegionId=cn-hangzhou&Name=a+b*c%7Ed%20e&Description=&Z=%E6%95%B0",
     {"RegionId": "cn-hangzhou", "Name": "a b*c~d e", "Description": "", "Z": "\u6570"},
     dict(base, **{"x-acs-signature-nonce": "n-4", "x-acs-extra": " spaces around  "}),
     "")
acs3("v3.form", "POST", "RegionId=cn-hangzhou", {"RegionId": "cn-hangzhou"},
     dict(base, **{"x-acs-signature-nonce": "n-5",
                   "content-type": "application/x-www-form-urlencoded"}),
     "InstanceId=i-1&Name=x+y")
acs3("v3.get", "GET", "", {}, dict(base, **{"x-acs-action": "DescribeRegions",
                                            "x-acs-signature-nonce": "n-6"}), "")

target = (pathlib.Path(__file__).resolve().parent
          / "../resources/dev/stillpoint/api/rpc/signatures.properties")
target.write_text("\n".join(lines) + "\n", encoding="ascii")
