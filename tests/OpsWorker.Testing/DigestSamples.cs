using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Findings;

namespace OpsWorker.Testing;

/// <summary>Digests, the same at every call.</summary>
public static class DigestSamples
{
    private static readonly OrganisationId Organisation = new("org_0123456789abcdef0123");
    private static readonly DateTimeOffset End = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A day on which nothing happened.</summary>
    public static Digest Quiet { get; } = new()
    {
        Id = Digest.IdOf(Organisation, new DateOnly(2026, 3, 1)),
        Organisation = Organisation,
        Date = new DateOnly(2026, 3, 1),
        TimeZone = "Europe/Berlin",
        Period = new TimeRange(End.AddDays(-1), End),
        Numbers = new DigestNumbers(),
        Before = new DigestNumbers { Alerts = 12 },
        Clusters = 3,
    };

    /// <summary>A day with something of everything.</summary>
    public static Digest Busy { get; } = Quiet with
    {
        Numbers = new DigestNumbers
        {
            Alerts = 42,
            JoinedAlerts = 20,
            RecordedAlerts = 13,
            Incidents = 9,
            Investigations = 10,
            Found = 5,
            NotFound = 1,
            Healthy = 1,
            Unreachable = 1,
            Failed = 1,
            Running = 1,
            MeanTimeToReport = TimeSpan.FromSeconds(12.4),
        },
        Before =
            new DigestNumbers { Alerts = 31, Incidents = 8, Investigations = 8, Found = 8, MeanTimeToReport = TimeSpan.FromSeconds(15) },
        Causes =
        [
            new DigestCause(
                CauseCode.SecretMissing,
                4,
                [Deployment("checkout"), Deployment("payments"), Deployment("a`<!channel>&"), Deployment("cart")],
                6),
            new DigestCause(CauseCode.NodeNotReady, 1, [new ObjectReference("Node", null, "worker-1")], 1),
        ],
        Unexplained =
        [
            new DigestIncident("inc_2", "Latency of <search> is high", Severity.Warning, "prod-eu", End.AddHours(-5)),
            new DigestIncident("inc_1", "Something", Severity.Unknown, null, End.AddHours(-9)),
        ],
        StillOpen =
        [
            .. Enumerable
                .Range(1, 10)
                .Select(i => new DigestIncident($"inc_{i}", $"Incident {i}", Severity.Critical, "prod-eu", End.AddHours(-i))),
        ],
        Noise = [new DigestNoise("KubePodCrashLooping", 14, 1, 0), new DigestNoise("Watchdog", 13, 0, 13)],
        Outages =
        [
            new DigestOutage("prod-us", 1, TimeSpan.FromHours(3), IsDisconnected: true),
            new DigestOutage("staging", 2, TimeSpan.FromMinutes(12), IsDisconnected: false),
        ],
        IsTruncated = true,
    };

    private static ObjectReference Deployment(string name) => new("Deployment", "shop", name);

    /// <summary>Digests of all kinds, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Digest> All = new Dictionary<string, Digest>
    {
        ["digest-busy"] = Busy,
        ["digest-quiet"] = Quiet,
        ["digest-open-only"] = Quiet with { StillOpen = [Busy.StillOpen[0]], Before = new DigestNumbers() },
        ["digest-no-cluster"] = Quiet with { Clusters = 0, Before = new DigestNumbers() },
    };
}
