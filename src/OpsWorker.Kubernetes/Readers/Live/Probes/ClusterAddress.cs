using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>
/// The addresses that may be checked. Refused, even where an object names them, are loopback, link-local (where clouds
/// answer with credentials) and multicast addresses, and the fixed addresses of clouds' metadata services.
/// </summary>
internal static class ClusterAddress
{
    // AWS (instances, tasks and pods over IPv6), Azure's host agent, Alibaba Cloud, Google Cloud over IPv6, Oracle Cloud.
    private static readonly IPAddress[] s_metadata =
    [
        IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("fd00:ec2::23"), IPAddress.Parse("168.63.129.16"),
        IPAddress.Parse("100.100.100.200"), IPAddress.Parse("fd20:ce::254"), IPAddress.Parse("192.0.0.192"),
    ];

    // Prefixes before an IPv4 address: NAT64 (RFC 6052), IPv4-compatible (RFC 4291), IPv4-translated (RFC 2765).
    private static readonly byte[][] s_embedding =
        [[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0]];

    /// <summary>The address, if it may be checked.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return MayBeAsked(address);
    }

    /// <summary>False for loopback, link-local, multicast and metadata addresses, also where IPv6 embeds them.</summary>
    public static bool MayBeAsked(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return false;
        if (Array.Exists(s_metadata, address.Equals)) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes6 = address.GetAddressBytes();
            if (bytes6[0] == 0x20 && bytes6[1] == 0x02) return MayBeAsked(new IPAddress(bytes6.AsSpan(2, 4)));
            if (Array.Exists(s_embedding, prefix => bytes6.AsSpan().StartsWith(prefix)))
            {
                return MayBeAsked(new IPAddress(bytes6.AsSpan(12, 4)));
            }

            if (bytes6.AsSpan().StartsWith((byte[])[0, 0x64, 0xff, 0x9b, 0, 1])) return false;
            return !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.IsIPv6SiteLocal && !address.IsIPv6Teredo;
        }

        var bytes = address.GetAddressBytes();
        var isLinkLocal = bytes[0] == 169 && bytes[1] == 254;
        var isThisNetwork = bytes[0] == 0;
        var isGroupOrReserved = bytes[0] >= 224;
        return !isLinkLocal && !isThisNetwork && !isGroupOrReserved;
    }
}
