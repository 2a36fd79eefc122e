#!/usr/bin/python3
"""The calculator's client with zeep: calculator_client.py WSDL URL 1.1|1.2; WSDL may be one that the service publishes. Exit code 0 when every answer was right."""
# SPDX-License-Identifier: LGPL-2.1-or-later
import sys

import requests
import zeep
from zeep.transports import Transport

wsdl, url, version = sys.argv[1:4]
wrong = 0


def check(held, what):
    global wrong
    print("%s: %s" % (what, "right" if held else "wrong"))
    wrong += not held


session = requests.Session()
session.trust_env = False
client = zeep.Client(wsdl, transport=Transport(session=session, timeout=20, operation_timeout=20))
if wsdl.startswith("http"):  # the service's own, which says where it is
    service = client.bind("Published", "PublishedPort")
else:
    service = client.create_service("{urn:calculator}CalculatorSoap" + version.replace(".", ""), url)
text = "Gr\u00fc\u00dfe <&> \u20ac \U0001f600"
check(service.Add(a=2, b=3) == 5, "2 + 3")
check(service.Subtract(a=2, b=3) == -1, "2 - 3")
check(service.Echo(text=text) == text, "echo")
try:
    service.Divide(a=7, b=0)
    check(False, "7 / 0 gave no fault")
except zeep.exceptions.Fault as fault:
    check("divided by zero" in fault.message, "7 / 0, a fault with its reason")
    found = fault.detail.find(".//{urn:calculator}dividend") if fault.detail is not None else None
    check(found is not None and found.text == "7", "and its detail")
service.Note(text="all is well")
check(True, "note")
sys.exit(wrong != 0)
