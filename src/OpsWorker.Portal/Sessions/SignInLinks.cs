using System.Collections.Concurrent;
using System.Globalization;
using OpsWorker.Core;

namespace OpsWorker.Portal.Sessions;

/// <summary>
/// Links that sign the owner of a server in once, within a quarter of an hour. Who can read the server's terminal or its data folder
/// can have one.
/// </summary>
public sealed class SignInLinks
{
    /// <summary>The time for which a link can be used.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    private const string Purpose = "link";

    private readonly PortalKey _key;
    private readonly SignedText _signed;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _since;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new();

    /// <summary>Creates it; links that were made before are refused, since nobody knows whether they were used.</summary>
    public SignInLinks(PortalKey key, TimeProvider time)
    {
        _key = key;
        _signed = new SignedText(key, Purpose);
        _time = time;
        _since = time.GetUtcNow();
    }

    /// <summary>The path of a new link.</summary>
    public string Create(OrganisationId organisation) => Create(_key, organisation, _time.GetUtcNow());

    /// <summary>The path of a new link, made outside of the server's process.</summary>
    /// <param name="key">The server's key.</param>
    /// <param name="organisation">The organisation; null for the server's only one.</param>
    /// <param name="now">The time.</param>
    public static string Create(PortalKey key, OrganisationId? organisation, DateTimeOffset now)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{Identifier.New("lnk")}|{organisation?.Value}|{now.UtcTicks}");
        return "sign-in/link/" + new SignedText(key, Purpose).Write(text);
    }

    /// <summary>Uses a link: false where it is none, was used, or is too old. The organisation is null for the server's only one.</summary>
    internal bool TryUse(string link, out OrganisationId? organisation)
    {
        organisation = null;
        if (!_signed.TryRead(link, out var text) || text.Split('|') is not [var id, var owner, var ticks]) return false;
        var made = new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
        var now = _time.GetUtcNow();
        if (made < _since || now - made > Length || !_used.TryAdd(id, now)) return false;
        foreach (var (old, at) in _used)
        {
            if (now - at > Length) _used.TryRemove(old, out _);
        }

        organisation = owner.Length == 0 ? null : new OrganisationId(owner);
        return true;
    }
}
