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
    // AWS over IPv6, Azure's host agent, Alibaba Cloud.
    private static readonly IPAddress[] s_metadata =
        [IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("168.63.129.16"), IPAddress.Parse("100.100.100.200")];

    /// <summary>The address, if it may be checked.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return MayBeAsked(address);
    }

    private static bool MayBeAsked(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return false;
        if (Array.Exists(s_metadata, address.Equals)) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.IsIPv6SiteLocal && !address.IsIPv6Teredo;
        }

        var bytes = address.GetAddressBytes();
        var isLinkLocal = bytes[0] == 169 && bytes[1] == 254;
        var isThisNetwork = bytes[0] == 0;
        var isGroupOrReserved = bytes[0] >= 224;
        return !isLinkLocal && !isThisNetwork && !isGroupOrReserved;
    }
}
