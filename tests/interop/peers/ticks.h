/* The one-way message of examples/duplex/datagram.c for gSOAP's soapcpp2, with WS-Addressing 1.0.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
//gsoap t service name: ticks
//gsoap t service namespace: urn:counter
//gsoap t service style: document
//gsoap t service encoding: literal
//gsoap t schema form: qualified
//gsoap t service method-action: Tick urn:counter/Tick
#import "wsa5.h"
struct SOAP_ENV__Header
{
    mustUnderstand _wsa5__MessageID wsa5__MessageID 0;
    mustUnderstand _wsa5__RelatesTo *wsa5__RelatesTo 0;
    mustUnderstand _wsa5__From *wsa5__From 0;
    mustUnderstand _wsa5__ReplyTo *wsa5__ReplyTo 0;
    mustUnderstand _wsa5__FaultTo *wsa5__FaultTo 0;
    mustUnderstand _wsa5__To wsa5__To 0;
    mustUnderstand _wsa5__Action wsa5__Action 0;
};
int t__Tick(int number, void);
