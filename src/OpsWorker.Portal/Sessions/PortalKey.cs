namespace OpsWorker.Portal.Sessions;

/// <summary>
/// The key that signs sessions, sign-in links and forms. All instances of a host share it; another key ends every session.
/// </summary>
public sealed class PortalKey(Func<byte[]> load)
{
    private readonly Lazy<byte[]> _bytes = new(load);

    /// <summary>The key, read at its first use.</summary>
    internal byte[] Bytes => _bytes.Value;
}
