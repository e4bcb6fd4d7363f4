using System.Text;
using System.Text.Json;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Baseline;

/// <summary>
/// The fingerprints of trouble that was there while nothing fired, by namespace. In memory: an agent that starts again begins anew.
/// Thread-safe.
/// </summary>
/// <param name="time">The only clock.</param>
public sealed class BaselineBook(TimeProvider time)
{
    /// <summary>Maximum number of fingerprints; of more those that were seen least lately are forgotten.</summary>
    public const int MaxEntries = 5000;

    private static readonly TimeSpan s_memory = TimeSpan.FromDays(7);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Namespace, string Fingerprint), Sighting> _entries = [];

    /// <summary>Number of fingerprints.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>Records the fingerprints that one look at a namespace found.</summary>
    public void Note(string ns, IEnumerable<string> fingerprints)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var expired = _entries.Where(e => now - e.Value.Last >= s_memory).Select(e => e.Key).ToList();
            foreach (var key in expired) _entries.Remove(key);
            foreach (var fingerprint in fingerprints.Distinct())
            {
                _entries[(ns, fingerprint)] = _entries.TryGetValue((ns, fingerprint), out var known)
                    ? known with { Last = now, Count = known.Count + 1 }
                    : new Sighting(now, now, 1);
            }

            if (_entries.Count <= MaxEntries) return;
            var least = _entries.OrderBy(e => e.Value.Last).ThenBy(e => e.Value.Count).Take(_entries.Count - MaxEntries).Select(e => e.Key);
            foreach (var key in least.ToList()) _entries.Remove(key);
        }
    }

    /// <summary>The sightings of a namespace, of all for null: <c>{"baseline":[{"fingerprint","first","last","count"}]}</c>.</summary>
    public string ToJson(string? ns)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("baseline");
            lock (_lock)
            {
                var now = time.GetUtcNow();
                foreach (var (key, sighting) in _entries.Where(e => (ns is null || e.Key.Namespace == ns) && now - e.Value.Last < s_memory))
                {
                    json.WriteStartObject();
                    json.WriteString("fingerprint", key.Fingerprint);
                    json.WriteString("first", sighting.First);
                    json.WriteString("last", sighting.Last);
                    json.WriteNumber("count", sighting.Count);
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
