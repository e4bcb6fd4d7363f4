using OpsWorker.Core;

namespace OpsWorker.Embedded.Messaging;

/// <summary>
/// The order in which the senders of a queue are served: in turn by organisation, and within one by sender, however many messages each has
/// waiting. Thread-safe. Nothing is stored: after a restart every sender is served as its own organisation until it sends again.
/// </summary>
internal sealed class FairTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, OrganisationId> _owners = [];
    private readonly Dictionary<string, long> _served = [];
    private long _turn;

    /// <summary>Says whose sender it is.</summary>
    public void Own(string sender, OrganisationId owner)
    {
        lock (_lock) _owners[sender] = owner;
    }

    /// <summary>The sender to serve next, which then has had its turn.</summary>
    /// <param name="waiting">The senders that have messages ready, those with the oldest first; not empty.</param>
    public string Next(IReadOnlyList<string> waiting)
    {
        lock (_lock)
        {
            var next = waiting.MinBy(sender => (Turn(OwnerOf(sender)), Turn(sender)))!;
            _turn++;
            _served[next] = _turn;
            _served[OwnerOf(next)] = _turn;
            return next;
        }
    }

    private string OwnerOf(string sender) => _owners.TryGetValue(sender, out var owner) ? "owner " + owner.Value : sender;

    private long Turn(string name) => _served.GetValueOrDefault(name);
}
