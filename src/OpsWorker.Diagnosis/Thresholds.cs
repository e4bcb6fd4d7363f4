namespace OpsWorker.Diagnosis;

/// <summary>
/// The thresholds of measurements, shares and positions by which detectors judge, each with its origin. Confidences are in
/// <see cref="Ranking.Certainty"/>, weights in <see cref="Ranking.RankingWeights"/>.
/// </summary>
internal static class Thresholds
{
    /// <summary>
    /// The share of the pods that a node may run from which on it counts as full.
    /// Origin: KubeletTooManyPods of the kubernetes-mixin.
    /// </summary>
    public const double NodeFullShare = 0.95;

    /// <summary>
    /// The share of periods that are throttled from which on a request of some hundred milliseconds waits for one.
    /// Origin: the length of a scheduling period, 100 ms.
    /// </summary>
    public const double ThrottledShare = 0.1;

    /// <summary>The use of CPU over the most that was seen before. Origin: judgement: load doubles between night and day.</summary>
    public const double CpuFactor = 3;

    /// <summary>
    /// The share of its limit at which a container has no CPU left: the kernel grants it in slices.
    /// Origin: recorded cases.
    /// </summary>
    public const double CpuNearLimit = 0.85;

    /// <summary>The use of CPU near the limit over the usual one: what lives near its limit is sized so. Origin: judgement.</summary>
    public const double CpuRise = 1.5;

    /// <summary>The cores that an idle container uses, of which any factor is next to nothing. Origin: recorded cases.</summary>
    public const double CpuIdleCores = 0.01;

    /// <summary>The share of time in which a disk that is saturated works. Origin: node-exporter's dashboards.</summary>
    public const double DiskBusyShare = 0.9;

    /// <summary>The share of time in which tasks wait for a disk that is saturated (PSI). Origin: judgement.</summary>
    public const double DiskWaitingShare = 0.5;

    /// <summary>The use of a disk over the one before. Origin: judgement.</summary>
    public const double DiskFactor = 1.5;

    /// <summary>The share of its limit at which a container is short of memory. Origin: kubernetes-mixin.</summary>
    public const double MemoryNearLimit = 0.9;

    /// <summary>The use of memory over the one before. Origin: judgement.</summary>
    public const double MemoryFactor = 1.25;

    /// <summary>Packets that are sent again or dropped, a second. Origin: judgement.</summary>
    public const double LossPerSecond = 2;

    /// <summary>The lead of the fit of a workload over that of its node. Origin: recorded cases.</summary>
    public const double LossLead = 0.2;

    /// <summary>Packets sent again over those before. Origin: judgement.</summary>
    public const double LossFactor = 3;

    /// <summary>
    /// The share of what became slow that the loss explains.
    /// Origin: judgement: with less, half of it is something else's.
    /// </summary>
    public const double LossFit = 0.6;

    /// <summary>
    /// The share of what became slow that a delay explains.
    /// Origin: judgement: with less, half of it is something else's.
    /// </summary>
    public const double DelayFit = 0.6;

    /// <summary>The rise of a latency, in milliseconds. Origin: judgement: less is jitter.</summary>
    public const double LatencyExcessMs = 50;

    /// <summary>A latency over the one before. Origin: judgement.</summary>
    public const double LatencyFactor = 4;

    /// <summary>The share of the largest rise below which a rise is its echo. Origin: recorded cases.</summary>
    public const double EchoShare = 0.05;

    /// <summary>The share of a caller's rise from which on its callee's explains it. Origin: recorded cases.</summary>
    public const double ComparableShare = 0.25;

    /// <summary>The correlation of two rises that have one origin. Origin: recorded cases.</summary>
    public const double LatencyCorrelation = 0.2;

    /// <summary>The factor by which the origin's fit leads the next one. Origin: recorded cases.</summary>
    public const double LatencyLead = 1.2;

    /// <summary>A value over the median before at which a series has changed. Origin: judgement.</summary>
    public const double ChangeFactor = 4;

    /// <summary>The free share at which a volume is full. Origin: KubePersistentVolumeFillingUp (3 %), rounded up.</summary>
    public const double VolumeFullShare = 0.05;

    /// <summary>The free share at which a volume fills up. Origin: KubePersistentVolumeFillingUp (15 %).</summary>
    public const double VolumeFillingShare = 0.15;

    /// <summary>The offset of a node's clock, in seconds. Origin: judgement: certificates and tokens bear less.</summary>
    public const double ClockOffsetSeconds = 1;

    /// <summary>The share of a log behind which trouble that lasts has its last line. Origin: judgement.</summary>
    public const double TroublePosition = 0.5;

    /// <summary>
    /// The share of a log behind which the last of several lines of trouble that lasts stands.
    /// Origin: judgement: what is over is followed by other lines.
    /// </summary>
    public const double LastingPosition = 0.7;

    /// <summary>The share of a log behind which a single line of trouble that lasts stands. Origin: judgement.</summary>
    public const double LastingOncePosition = 0.5;

    /// <summary>The share of requests that fail. Origin: judgement.</summary>
    public const double FailedRequestsShare = 0.3;

    /// <summary>The duration of a slow call, in seconds. Origin: common latency objectives.</summary>
    public const double SlowCallSeconds = 1;

    /// <summary>A latency over the one before at which a workload still works. Origin: as for a rise of latency.</summary>
    public const double HealthyRise = 4;

    /// <summary>A value that is next to nothing. Origin: recorded cases.</summary>
    public const double HealthyNothing = 0.01;

    /// <summary>The share of a namespace's workloads that are older than a newcomer. Origin: judgement.</summary>
    public const double NewcomerShare = 0.8;
}
