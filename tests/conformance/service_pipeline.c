/* Many requests in a row on one connection of a service: the thread that has served one goes on with the next, but neither
 * forgets others over it nor counts upon the application to come back.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

#include <stdlib.h>

#define REQUESTS 100

static USHORT port_of(const WCHAR *url)
{
    return (USHORT)wcstoul(wcschr(url + 7, ':') + 1, NULL, 10);
}

static ULONG put_request(char *to, USHORT port, int a)
{
    char body[512];
    int size = wsprintfA(body,
            "<s:Envelope xmlns:s='" NS11 "'><s:Body><Add xmlns='urn:kit'><a>%d</a><b>1000</b></Add>"
            "</s:Body></s:Envelope>",
            a);

    return wsprintfA(to,
            "POST /kit HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Type: text/xml; charset=utf-8\r\n"
            "SOAPAction: \"urn:kit/Add\"\r\nContent-Length: %d\r\n\r\n%s",
            port, size, body);
}

/* Reads until so many results have come; checks that they are first, first + 1, ... Returns how many there were. */
static int read_results(SOCKET s, int first, int count)
{
    static char text[REQUESTS * 2048];
    char *at = text, *found;
    ULONG size = 0;
    int got, seen = 0;

    while (seen < count && (got = recv(s, text + size, sizeof(text) - 1 - size, 0)) > 0)
    {
        size += got;
        text[size] = 0;
        while ((found = strstr(at, "result")) && (found = strchr(found, '>')) && strchr(found, '<'))
        {
            ok_int(atoi(found + 1), first + seen);
            seen++;
            if (!(at = strstr(found, "Envelope>"))) at = strchr(found, '<');
        }
    }
    return seen;
}

static SOCKET send_requests(const struct kit_host *kit, int count)
{
    static char text[REQUESTS * 1024];
    SOCKET s = raw_connect(port_of(kit->url));
    DWORD limit = 5000;
    ULONG size = 0;
    int i;

    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (char *)&limit, sizeof(limit));
    for (i = 0; i < count; i++)
        size += put_request(text + size, port_of(kit->url), i);
    ok_int(send(s, text, size, 0), size);
    return s;
}

TEST(requests_in_one_piece)
{
    struct kit_host kit;
    SOCKET s;

    if (!open_host(&kit, NULL, 0)) return;
    s = send_requests(&kit, REQUESTS);
    ok_int(read_results(s, 1000, REQUESTS), REQUESTS);
    closesocket(s);
    ok_int(served.calls, REQUESTS);
    close_host(&kit);
    ok_int(served.accepts, REQUESTS);
    ok_int(served.closes, REQUESTS);
}

TEST(requests_in_one_piece_of_many)
{
    SOCKET sockets[8];
    struct kit_host kit;
    ULONG i;

    if (!open_host(&kit, NULL, 0)) return;
    for (i = 0; i < 8; i++)
        sockets[i] = send_requests(&kit, REQUESTS);
    for (i = 0; i < 8; i++)
    {
        ok_int(read_results(sockets[i], 1000, REQUESTS), REQUESTS);
        closesocket(sockets[i]);
    }
    ok_int(served.calls, 8 * REQUESTS);
    close_host(&kit);
}

/* The operation says that it is done and only then waits for what comes after the connection's next request. */
TEST(an_operation_that_stays)
{
    struct kit_host kit;
    SOCKET s;

    if (!open_host(&kit, NULL, 0)) return;
    served.stay = CreateEventW(NULL, TRUE, FALSE, NULL);
    s = send_requests(&kit, 3);
    ok_int(read_results(s, 1000, 3), 3);
    SetEvent(served.stay);
    ok(wait_for(&served.left, 3), "%d of 3 operations have been left", (int)served.left);
    ok_int(served.stayed, 0);
    closesocket(s);
    close_host(&kit);
    CloseHandle(served.stay);
}

TESTS = { CASE(requests_in_one_piece), CASE(requests_in_one_piece_of_many),
    CASE(an_operation_that_stays), END_OF_CASES };
