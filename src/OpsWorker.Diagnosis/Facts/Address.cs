using System.Globalization;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A host and perhaps a port, as clients are configured with.</summary>
/// <param name="Host">The host's name, in lower case.</param>
/// <param name="Port">The port; null where none is given.</param>
internal sealed record Address(string Host, int? Port)
{
    private const int MaxLength = 2_000;
    private static readonly char[] s_separators = [' ', ',', ';', '|', '\t', '\n', '\r', '"', '\''];

    // In arguments and files values also stand behind a sign of equality and in brackets.
    private static readonly char[] s_wider = [.. s_separators, '=', '{', '}', '[', ']', '`', '<', '>'];

    /// <summary>The first label of the host: the Service's name where the host is one.</summary>
    public string FirstLabel => Host.Split('.')[0];

    /// <summary>Whether the host's second label is known to be a namespace, as in <c>db.data</c>.</summary>
    public bool NamesNamespace { get; init; }

    /// <summary>
    /// Whether the host is written as a name within the cluster: a bare name, one with <c>svc</c> in it, or one with a
    /// namespace.
    /// </summary>
    public bool IsClusterName => NamesNamespace || !Host.Contains('.', StringComparison.Ordinal)
        || Host.EndsWith(".svc", StringComparison.Ordinal)
        || Host.Contains(".svc.", StringComparison.Ordinal);

    /// <summary>The namespace that the name is in, where it is a Service's name as seen from a namespace.</summary>
    public string? NamespaceFrom(string? client)
    {
        var labels = Host.Split('.');
        return labels.Length == 1 ? client : labels[1];
    }

    /// <summary>The Service that the host names, as seen from a namespace; null where there is none.</summary>
    public Service? ServiceFrom(string? client, ClusterState state) => state.Find<Service>(NamespaceFrom(client), FirstLabel);

    /// <summary>
    /// The addresses in a value: <c>host:port</c>, <c>scheme://user:password@host:port/path</c>, and lists of them. A
    /// word with neither scheme nor port is not taken for an address.
    /// </summary>
    public static IEnumerable<Address> In(string? text) => Split(text, s_separators);

    /// <summary>The addresses in an argument, <c>--cache=redis:6379</c>, or in a line of a configuration file.</summary>
    public static IEnumerable<Address> InLine(string? text) => Split(text, s_wider);

    private static IEnumerable<Address> Split(string? text, char[] separators) => string.IsNullOrEmpty(text) || text.Length > MaxLength
        ? []
        : text.Split(separators, StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<Address>();

    /// <summary>The address of a host and a port that are configured apart.</summary>
    public static Address? Of(string? host, string? port) =>
        host is not null && IsHost(host) && TryPort(port, out var number) ? new Address(host.ToLowerInvariant(), number) : null;

    private static Address? Parse(string token)
    {
        var scheme = token.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? token : token[(scheme + 3)..];
        rest = rest[(rest.LastIndexOf('@') + 1)..];
        var open = rest.IndexOf('(', StringComparison.Ordinal);
        if (open >= 0) rest = rest[(open + 1)..];
        var end = rest.IndexOfAny(['/', ')', '?']);
        if (end >= 0) rest = rest[..end];
        var colon = rest.LastIndexOf(':');
        var host = colon < 0 ? rest : rest[..colon];
        if (!IsHost(host)) return null;
        if (colon >= 0) return TryPort(rest[(colon + 1)..], out var port) ? new Address(host.ToLowerInvariant(), port) : null;
        return scheme >= 0 ? new Address(host.ToLowerInvariant(), null) : null;
    }

    private static bool IsHost(string host) =>
        host.Length is > 0 and < 254 && host != "localhost" && char.IsAsciiLetterOrDigit(host[0]) && host.Any(char.IsAsciiLetter)
        && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    private static bool TryPort(string? text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65_535;
}
