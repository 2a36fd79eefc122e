/* The calculator's Add over bare Winsock: one send and as many receives as it takes, on a thread for each caller. No client over
 * Winsock can be faster, so the RPC bench sets ours against it.
 *
 *     peers_winsock PORT CALLS CALLERS
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <winsock2.h>
#include <windows.h>

static int port, calls_each;
static volatile LONG wrong, timed;
static double *times;
static LARGE_INTEGER frequency;

static double microseconds(void)
{
    LARGE_INTEGER now;

    QueryPerformanceCounter(&now);
    return now.QuadPart * 1e6 / frequency.QuadPart;
}

static int request(char *to, int number)
{
    char body[512];
    int size = sprintf(body,
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
            "<Add xmlns=\"urn:calculator\"><a>%d</a><b>1000</b></Add></s:Body></s:Envelope>",
            number);

    return sprintf(to,
            "POST /calculator HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: text/xml; charset=utf-8\r\n"
            "SOAPAction: \"urn:calculator/Add\"\r\nContent-Length: %d\r\n\r\n%s",
            port, size, body);
}

static int exchange(SOCKET s, int number)
{
    char out[1024], in[4096];
    int size = request(out, number), got, total = 0;
    const char *result;

    if (send(s, out, size, 0) != size) return 0;
    do
    {
        if ((got = recv(s, in + total, sizeof(in) - 1 - total, 0)) <= 0) return 0;
        in[total += got] = 0;
    } while (!strstr(in, "Envelope>") && total < (int)sizeof(in) - 1);
    result = strstr(in, "result>");
    return result && atoi(result + 7) == number + 1000;
}

static DWORD WINAPI call_many(void *argument)
{
    struct sockaddr_in address = { AF_INET, htons((u_short)port) };
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    int i, on = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (char *)&on, sizeof(on));
    connect(s, (struct sockaddr *)&address, sizeof(address));
    for (i = 0; i < calls_each; i++)
    {
        double start = microseconds();

        if (!exchange(s, i)) InterlockedIncrement(&wrong);
        times[InterlockedIncrement(&timed) - 1] = microseconds() - start;
    }
    closesocket(s);
    return 0;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    HANDLE threads[64];
    double start;
    WSADATA data;
    int i, callers;

    if (argc != 4) return 2;
    port = atoi(argv[1]);
    callers = atoi(argv[3]);
    if (callers < 1 || callers > 64) return 2;
    calls_each = atoi(argv[2]) / callers;
    if (!calls_each || !(times = malloc(calls_each * callers * sizeof(*times)))) return 2;
    WSAStartup(MAKEWORD(2, 2), &data);
    QueryPerformanceFrequency(&frequency);
    start = microseconds();
    for (i = 0; i < callers; i++)
        threads[i] = CreateThread(NULL, 0, call_many, NULL, 0, NULL);
    WaitForMultipleObjects(callers, threads, TRUE, INFINITE);
    start = (microseconds() - start) / 1e6;
    qsort(times, timed, sizeof(*times), by_size);
    printf("%ld calls by %d callers in %.2f s: %.0f calls per second, %ld wrong; p50 %.0f us, p99 %.0f us\n",
            timed, callers, start, timed / start, wrong, times[timed / 2], times[timed * 99 / 100]);
    return wrong != 0;
}
