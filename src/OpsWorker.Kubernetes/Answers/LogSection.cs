namespace OpsWorker.Kubernetes.Answers;

/// <summary>The log lines of one container.</summary>
/// <param name="Namespace">Its pod's namespace.</param>
/// <param name="Pod">Its pod.</param>
/// <param name="Container">Its name.</param>
/// <param name="Lines">The lines, oldest first, without line ends.</param>
internal sealed record LogSection(string Namespace, string Pod, string Container, IReadOnlyList<string> Lines)
{
    public const string StartPrefix = "==== START logs for container ";
    public const string EndPrefix = "==== END logs for container ";

    public string Header => $"{StartPrefix}{Container} of pod {Namespace}/{Pod} ====";

    public string Footer => $"{EndPrefix}{Container} of pod {Namespace}/{Pod} ====";
}
