using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers whose root file system is read-only by their security context, and that fail to write there. A path in a mounted
/// volume is that volume's matter, and /proc and /sys are read-only for every container.
/// </summary>
public sealed partial class ReadOnlyRootDetector : IDetector
{
    // EROFS of errno, its text, and the exception of Java's file systems.
    private static readonly string[] s_readOnly = ["Read-only file system", "EROFS", "ReadOnlyFileSystemException"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ReadOnlyRootFilesystem];

    /// <inheritdoc/>
    public string Decides =>
        "A container with readOnlyRootFilesystem fails, and its log says that a path outside its volumes is on a read-only file system.";

    /// <inheritdoc/>
    public string Remedy => "Mount an emptyDir volume where the application writes.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from line in FailingLine.Of(context, IsRefused)
        let path = PathIn(line.Line)
        let list = line.Container.IsInit ? "initContainers" : "containers"
        let security = $"{list}[{line.Container.Status.Name}].securityContext.readOnlyRootFilesystem"
        select line.Find(
            CauseCode.ReadOnlyRootFilesystem,
            $"it writes to {path ?? "its root file system"}, and its root file system is read-only",
            path is null ? Certainty.Logged : Certainty.Stated,
            SafeRemedy.Of(
                $"Mount an emptyDir volume at {path ?? "the path that the log names"} or above it, or configure the application to write "
                + "to a volume that it has.",
                [Kubectl.Edit(line.Workload.Reference), line.Show()]),
            context,
            Cite.Field(line.Workload.Item ?? line.Container.Pod, $"{line.Workload.SpecPath}.{security}"));

    private static bool IsRefused(ContainerFacts container, string line) =>
        container.Spec?.SecurityContext?.ReadOnlyRootFilesystem == true
        && s_readOnly.Any(w => line.Contains(w, StringComparison.OrdinalIgnoreCase))
        && !Paths(line).Any(p => IsMounted(container, p));

    private static bool IsMounted(ContainerFacts container, string path) => IsUnder(path, "/proc") || IsUnder(path, "/sys")
        || container.Spec!.VolumeMounts.Any(m => m.MountPath is { Length: > 1 } mount && IsUnder(path, mount.TrimEnd('/')));

    private static bool IsUnder(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string? PathIn(string line) => Paths(line).FirstOrDefault();

    private static IEnumerable<string> Paths(string line) => AbsolutePath().Matches(line).Select(m => m.Value);

    // Not that of a URL, nor the second part of a relative one.
    [GeneratedRegex(@"(?<![\w./:-])(/[\w@+-][\w.@+-]*)+", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex AbsolutePath();
}
