using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Batch: rollouts, Jobs, autoscalers and evictions.</summary>
internal static class BatchCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(
            CauseCode.RolloutStuck,
            CauseLayer.Controllers,
            "A Deployment's condition Progressing is False: ProgressDeadlineExceeded.",
            ShownByClients: true),
        new(CauseCode.BadRollout, CauseLayer.Controllers, "Pods of the newest revision fail and those of the one before do not."),
        new(CauseCode.DisruptionBudgetBlocks, CauseLayer.Controllers, "ALLOWED DISRUPTIONS is 0: a drain says Cannot evict pod."),
        new(
            CauseCode.JobBackoffLimitExceeded,
            CauseLayer.Controllers,
            "A Job's condition Failed has the reason BackoffLimitExceeded.",
            ShownByClients: true),
        new(
            CauseCode.JobDeadlineExceeded,
            CauseLayer.Controllers,
            "A Job's condition Failed has the reason DeadlineExceeded.",
            ShownByClients: true),
        new(CauseCode.CronJobSuspended, CauseLayer.Controllers, "A CronJob has SUSPEND True."),
        new(
            CauseCode.CronJobScheduleInvalid,
            CauseLayer.Controllers,
            "A CronJob has the event UnparseableSchedule or UnknownTimeZone."),
        new(CauseCode.CronJobMissed, CauseLayer.Controllers, "A CronJob's LAST SCHEDULE is older than its SCHEDULE allows."),
        new(
            CauseCode.HpaMaxedOut,
            CauseLayer.Controllers,
            "A HorizontalPodAutoscaler has REPLICAS at MAXPODS and TARGETS above the target."),
        new(
            CauseCode.HpaMetricsUnavailable,
            CauseLayer.Controllers,
            "A HorizontalPodAutoscaler shows TARGETS <unknown>: FailedGetResourceMetric."),
        new(
            CauseCode.HpaMisconfigured,
            CauseLayer.Controllers,
            "A HorizontalPodAutoscaler's condition AbleToScale is False: FailedGetScale."),
        new(CauseCode.JobSidecarStillRunning, CauseLayer.Controllers, "A Job's pod has READY 1/2: its main container is Completed."),
        new(CauseCode.StuckTerminating, CauseLayer.Controllers, "STATUS stays Terminating."),
    ];
}
