namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>The address that a query asks to check.</summary>
/// <param name="Host">A Service's name in DNS, or the address of a Service or pod.</param>
/// <param name="Port">The port.</param>
/// <param name="Path">Path and query of an HTTP check; null means that only a connection is opened.</param>
internal sealed record ProbeTarget(string Host, int Port, string? Path)
{
    /// <summary>Reads <c>tcp://HOST:PORT</c> or <c>http://HOST[:PORT]/PATH</c>.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static ProbeTarget Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            throw new FormatException($"'{text}' is no address; tcp://HOST:PORT or http://HOST:PORT/PATH was expected.");
        }

        if (address.UserInfo.Length > 0) throw new FormatException("An address with credentials is not asked.");
        return address.Scheme switch
        {
            "tcp" when address.Port > 0 => new ProbeTarget(address.DnsSafeHost, address.Port, null),
            "http" => new ProbeTarget(address.DnsSafeHost, address.Port, address.PathAndQuery),
            "https" => throw new FormatException($"https is not asked; tcp://{address.Authority} tells whether the port answers."),
            _ => throw new FormatException($"'{text}' is neither tcp://HOST:PORT nor http://HOST:PORT/PATH."),
        };
    }
}
