/* Datagrams: sockets for SOAP over UDP, with multicast.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/internal.h"

#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <string.h>

struct udp
{
    LONG refs;
    struct lock lock; /* socket, reason, resolve */
    struct io_socket *socket;
    HRESULT reason; /* why it was aborted; 0 */
    struct io_request in;

    /* while looking for a target */
    struct op op;
    struct resolve resolve;
    struct net_target target;
    struct net_addresses addresses;
    WS_IP_VERSION versions;
    ULONG hops, index;
    struct net_address *ret;
};

HRESULT udp_create(struct udp **ret, WS_ERROR *error)
{
    struct udp *udp = mem_zalloc(sizeof(*udp));

    if (!udp) return fail_memory(error);
    udp->refs = 1;
    lock_init(&udp->lock);
    udp->resolve.lock = &udp->lock;
    *ret = udp;
    return S_OK;
}

void udp_share(struct udp *udp)
{
    InterlockedIncrement(&udp->refs);
}

void udp_release(struct udp *udp)
{
    if (InterlockedDecrement(&udp->refs)) return;
    lock_enter(&udp->lock);
    lock_leave(&udp->lock);
    if (udp->socket) io_get()->close(udp->socket);
    lock_clear(&udp->lock);
    mem_free(udp);
}

void udp_abort(struct udp *udp, HRESULT reason)
{
    lock_enter(&udp->lock);
    if (!udp->reason)
    {
        udp->reason = reason;
        if (udp->socket) io_get()->cancel(udp->socket, reason);
        net_resolve_cancel(&udp->resolve, reason);
    }
    lock_leave(&udp->lock);
}

static HRESULT set_socket(struct udp *udp, struct io_socket *socket, WS_ERROR *error)
{
    HRESULT hr;

    lock_enter(&udp->lock);
    udp->socket = socket;
    hr = udp->reason;
    lock_leave(&udp->lock);
    return hr ? fail(error, hr, "The object was aborted or closed") : S_OK;
}

/* ---- servers ---- */

static void any_address(int family, USHORT port, struct net_address *ret)
{
    memset(ret, 0, sizeof(*ret));
    if (family == AF_INET)
    {
        struct sockaddr_in *four = (struct sockaddr_in *)ret->bytes;

        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        ret->length = sizeof(*four);
    }
    else
    {
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)ret->bytes;

        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        ret->length = sizeof(*six);
    }
}

static int family_of(const struct net_address *address)
{
    return ((const struct sockaddr *)address->bytes)->sa_family;
}

/* What GetIpAddrTable gives (MIB_IPADDRTABLE, whose header brings all of COM). */
struct address_table
{
    DWORD count;
    struct
    {
        DWORD address, index, mask, broadcast, size;
        USHORT unused, type;
    } rows[];
};

/* IPv4's options name an interface by an address of it. Windows also takes its number in the form 0.0.0.n; Wine does
 * not. The library is loaded when somebody has a number. */
static ULONG interface_address(ULONG index)
{
    DWORD(WINAPI * get)(struct address_table *, ULONG *, BOOL);
    HMODULE module = index ? LoadLibraryW(L"iphlpapi.dll") : NULL;
    struct address_table *list;
    ULONG size = 0, ret = htonl(index), i;

    if (!module || !(get = (void *)GetProcAddress(module, "GetIpAddrTable"))) return ret;
    if (get(NULL, &size, FALSE) != ERROR_INSUFFICIENT_BUFFER || size > 0x100000
            || !(list = mem_alloc(size)))
        return ret;
    if (!get(list, &size, FALSE))
    {
        for (i = 0; i < list->count; i++)
        {
            if (list->rows[i].index == index) ret = list->rows[i].address;
        }
    }
    mem_free(list);
    return ret;
}

static HRESULT join(
        struct io_socket *socket, const struct net_address *group, ULONG index, WS_ERROR *error)
{
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)group->bytes;
    const struct sockaddr_in *four = (const struct sockaddr_in *)group->bytes;
    struct ipv6_mreq request6 = { .ipv6mr_interface = index };
    struct ip_mreq request4;

    if (family_of(group) == AF_INET6)
    {
        request6.ipv6mr_multiaddr = six->sin6_addr;
        return io_get()->set_option(
                socket, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, &request6, sizeof(request6), error);
    }
    request4.imr_multiaddr = four->sin_addr;
    request4.imr_interface.s_addr = interface_address(index);
    return io_get()->set_option(
            socket, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request4, sizeof(request4), error);
}

static HRESULT join_all(struct io_socket *socket, const struct net_address *group,
        const struct udp_options *options, WS_ERROR *error)
{
    BOOL six = family_of(group) == AF_INET6;
    DWORD loop = options->loopback;
    HRESULT hr = S_OK;
    ULONG i;

    for (i = 0; SUCCEEDED(hr) && i < options->interface_count; i++)
        hr = join(socket, group, options->interfaces[i], error);
    if (SUCCEEDED(hr) && !options->interface_count) hr = join(socket, group, 0, error);
    if (FAILED(hr)) return hr;
    return io_get()->set_option(socket, six ? IPPROTO_IPV6 : IPPROTO_IP,
            six ? IPV6_MULTICAST_LOOP : IP_MULTICAST_LOOP, &loop, sizeof(loop), error);
}

/* One socket for IPv4 and IPv6 would show IPv4 addresses in other clothes; so IPv4 goes first, as on the wire. */
HRESULT udp_bind(struct udp *udp, const struct udp_options *options, WS_ERROR *error)
{
    struct net_address group, local;
    struct io_socket *socket;
    BOOL literal = net_parse_address(options->host, options->port, &group);
    HRESULT hr;

    if (options->multicast && !literal)
        return fail(
                error, E_INVALIDARG, "'%s' is not the address of a multicast group", options->host);
    if (literal && !options->multicast)
        local = group;
    else if (literal)
        any_address(family_of(&group), options->port, &local);
    else
        any_address(
                options->versions == WS_IP_VERSION_6 ? AF_INET6 : AF_INET, options->port, &local);
    if (FAILED(hr = io_get()->open_datagram(&local, options->multicast, &socket, error))) return hr;
    if (options->multicast && FAILED(hr = join_all(socket, &group, options, error)))
    {
        io_get()->close(socket);
        return hr;
    }
    return set_socket(udp, socket, error);
}

/* ---- clients ---- */

static BOOL is_group(const struct net_address *address)
{
    if (family_of(address) == AF_INET6)
        return ((const struct sockaddr_in6 *)address->bytes)->sin6_addr.s6_addr[0] == 0xff;
    return (ntohl(((const struct sockaddr_in *)address->bytes)->sin_addr.s_addr) >> 28) == 14;
}

static HRESULT set_multicast(struct udp *udp, struct io_socket *socket, BOOL six, WS_ERROR *error)
{
    DWORD hops = udp->hops, index = six ? udp->index : interface_address(udp->index);
    HRESULT hr = io_get()->set_option(socket, six ? IPPROTO_IPV6 : IPPROTO_IP,
            six ? IPV6_MULTICAST_HOPS : IP_MULTICAST_TTL, &hops, sizeof(hops), error);

    if (FAILED(hr) || !udp->index) return hr;
    return io_get()->set_option(socket, six ? IPPROTO_IPV6 : IPPROTO_IP,
            six ? IPV6_MULTICAST_IF : IP_MULTICAST_IF, &index, sizeof(index), error);
}

static BOOL wanted(const struct udp *udp, const struct net_address *address)
{
    return udp->versions & (family_of(address) == AF_INET6 ? WS_IP_VERSION_6 : WS_IP_VERSION_4);
}

static HRESULT take_target(struct udp *udp, WS_ERROR *error)
{
    struct net_address local, *found = NULL;
    struct io_socket *socket;
    HRESULT hr;
    ULONG i;

    for (i = 0; i < udp->addresses.count; i++)
    {
        struct net_address *address = &udp->addresses.list[i];

        if (wanted(udp, address) && (!found || family_of(address) == AF_INET)) found = address;
        if (found && family_of(found) == AF_INET) break;
    }
    if (!found)
        return fail(error, WS_E_ENDPOINT_NOT_FOUND,
                "Host '%s' has no address of the IP version wanted", udp->target.host);
    any_address(family_of(found), 0, &local);
    if (FAILED(hr = io_get()->open_datagram(&local, FALSE, &socket, error))) return hr;
    if (is_group(found)
            && FAILED(hr = set_multicast(udp, socket, family_of(found) == AF_INET6, error)))
    {
        io_get()->close(socket);
        return hr;
    }
    *udp->ret = *found;
    return set_socket(udp, socket, error);
}

static HRESULT target_step(struct op *op, int state, HRESULT hr)
{
    struct udp *udp = CONTAINING_RECORD(op, struct udp, op);
    struct deadline never = { 0 };

    if (state == OP_BEGIN)
        return net_resolve(
                &udp->resolve, &udp->target, &udp->addresses, never, op_await(op, 1), op->error);
    net_resolve_end(&udp->resolve);
    return FAILED(hr) ? hr : take_target(udp, op->error);
}

HRESULT udp_target(struct udp *udp, const struct net_target *target, WS_IP_VERSION versions,
        ULONG hops, ULONG index, struct net_address *ret, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    udp->target = *target;
    udp->versions = versions;
    udp->hops = hops;
    udp->index = index;
    udp->ret = ret;
    udp->op.step = target_step;
    udp->op.release = NULL;
    return op_start(&udp->op, ctx, error);
}

/* ---- both ---- */

HRESULT udp_receive(struct udp *udp, void *bytes, ULONG size, ULONG *got, struct net_address *from,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return io_get()->receive_from(udp->socket, bytes, size, got, from, &udp->in, ctx, error);
}

HRESULT udp_send(struct udp *udp, const void *bytes, ULONG size, const struct net_address *to,
        WS_ERROR *error)
{
    return io_get()->send_to(udp->socket, bytes, size, to, error);
}

ULONG net_address_text(const struct net_address *address, char *text, ULONG size)
{
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address->bytes;
    const struct sockaddr_in *four = (const struct sockaddr_in *)address->bytes;
    const BYTE *b = (const BYTE *)&four->sin_addr;
    char host[64] = "";

    if (family_of(address) == AF_INET)
        return format_line(text, size, "%u.%u.%u.%u:%u", (ULONG)b[0], (ULONG)b[1], (ULONG)b[2],
                (ULONG)b[3], (ULONG)ntohs(four->sin_port));
    getnameinfo((const struct sockaddr *)address->bytes, address->length, host, sizeof(host), NULL,
            0, NI_NUMERICHOST);
    return format_line(text, size, "[%s]:%u", host, (ULONG)ntohs(six->sin6_port));
}
