namespace OpsWorker.Core;

/// <summary>Connections to services outside of the process, the same for every client of one.</summary>
public static class OutgoingConnections
{
    // A connection that is used for ever never learns that its name has another address.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Creates the handler of a client. It follows no redirects, so that the address that was checked is the one that is asked, keeps no
    /// cookies, and renews its connections every five minutes.
    /// </summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = Lifetime,
    };
}
