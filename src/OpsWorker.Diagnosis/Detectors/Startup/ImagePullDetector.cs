using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Images that cannot be pulled, told apart by what the registry or the runtime answered. A registry that refuses
/// anonymous access says the same for a missing image and for missing credentials; a missing pull Secret decides then. What a
/// registry answers whatever the image is <see cref="RegistryRefusalDetector"/>'s.
/// </summary>
public sealed class ImagePullDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
    [
        CauseCode.ImageReferenceInvalid, CauseCode.ImagePullSecretMissing, CauseCode.ImageRegistryUnreachable,
        CauseCode.ImageArchitectureMismatch, CauseCode.NodeDiskFull,
    ];

    /// <inheritdoc/>
    public string Decides => "A container waits for its image; the registry's answer says whether name, credentials or way there are wrong.";

    /// <inheritdoc/>
    public string Remedy => "Correct the image's name or its pull Secret, or restore the way to the registry.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from pull in FailedPull.Of(context)
        where !PullFailure.IsLimited(pull.Text) && !PullFailure.IsUntrusted(pull.Text)
        select Find(pull, context);

    private static Finding Find(FailedPull pull, DiagnosisContext context)
    {
        var (workload, container, said) = pull;
        var image = pull.Image;
        var missing = MissingSecret(container.Pod, context);
        var (code, confidence) = Judge(container, pull.Text, missing is not null);
        return new Finding
        {
            Cause = code,
            Object = workload.Reference,
            Summary = $"{workload.Reference} cannot start: {Explain(code, image)}.",
            Confidence = confidence,
            Citations = Cite.All(
                Cite.Event(said),
                code == CauseCode.ImagePullSecretMissing ? Cite.Event(SecretEvent(container.Pod, context)) : null,
                code == CauseCode.ImagePullSecretMissing ? Cite.Field(container.Pod, "spec.imagePullSecrets") : null,
                Cite.Field(container.Pod, container.StatusPath + ".state.waiting.message"),
                Cite.Field(container.Pod, container.WaitingReasonPath),
                Cite.Field(container.Pod, container.StatusPath + ".image")),
            Remedy = RemedyFor(code, workload.Reference, container, missing),
            Since = container.Pod.Metadata.CreationTimestamp,
        };
    }

    private static (CauseCode Code, double Confidence) Judge(ContainerFacts container, string text, bool secretMissing)
    {
        if (container.WaitingReason == "InvalidImageName") return (CauseCode.ImageReferenceInvalid, Certainty.Proved);
        var refused = PullFailure.IsRefused(text);
        if (PullFailure.IsDiskFull(text)) return (CauseCode.NodeDiskFull, Certainty.Stated);
        if (PullFailure.IsOtherPlatform(text)) return (CauseCode.ImageArchitectureMismatch, Certainty.Proved);
        if (PullFailure.IsUnreachable(text)) return (CauseCode.ImageRegistryUnreachable, Certainty.Stated);
        if (secretMissing && (refused || !PullFailure.IsNotFound(text)))
        {
            return (CauseCode.ImagePullSecretMissing, refused ? Certainty.Proved : Certainty.Inferred);
        }

        if (PullFailure.IsAboutCredentials(text)) return (CauseCode.ImagePullSecretMissing, Certainty.Confirmed);
        if (PullFailure.IsNotFound(text)) return (CauseCode.ImageReferenceInvalid, Certainty.Proved);
        return refused ? (CauseCode.ImagePullSecretMissing, Certainty.Implied) : (CauseCode.ImageReferenceInvalid, Certainty.General);
    }

    private static Event? SecretEvent(Pod pod, DiagnosisContext context) =>
        context.State.EventsOf(pod.Reference).FirstOrDefault(e => e.Reason == "FailedToRetrieveImagePullSecret");

    private static string? MissingSecret(Pod pod, DiagnosisContext context)
    {
        var known = context.State.Listed<Secret>(pod.Namespace);
        var said = SecretEvent(pod, context);
        return pod.Spec.ImagePullSecrets
            .Select(s => s.Name)
            .FirstOrDefault(name => name is not null
                && (known ? context.State.Find<Secret>(pod.Namespace, name) is null : said?.Text.Contains(name, StringComparison.Ordinal) == true));
    }

    private static string Explain(CauseCode code, string image) => code switch
    {
        CauseCode.ImagePullSecretMissing => $"the registry refuses to hand out the image {image} without valid credentials",
        CauseCode.ImageRegistryUnreachable => $"the registry of the image {image} cannot be reached",
        CauseCode.NodeDiskFull => $"its node has no space left on its disk for the image {image}",
        CauseCode.ImageArchitectureMismatch => $"the image {image} is not made for the node's processor",
        _ => $"there is no image {image}",
    };

    private static Remedy RemedyFor(CauseCode code, ObjectReference workload, ContainerFacts container, string? missing) => code switch
    {
        CauseCode.ImagePullSecretMissing => SafeRemedy.Of(
            "Create the pull Secret with valid credentials, or refer to one that exists.",
            [Kubectl.CreatePullSecret(missing, workload.Namespace), Kubectl.Edit(workload)]),
        CauseCode.ImageRegistryUnreachable => SafeRemedy.Of(
            "Correct the registry's host in the image reference, or restore name resolution and connections to it from the nodes.",
            [Kubectl.Get(container.Pod.Reference, "wide"), Kubectl.Edit(workload)]),
        CauseCode.NodeDiskFull => SafeRemedy.Of(
            "Free space on the node's disk, or give the node a larger one.", [Kubectl.DescribeNode(container.Pod.Spec.NodeName)]),
        _ => SafeRemedy.Of(
            "Correct the image reference, or return to the last revision that worked.",
            [Kubectl.Edit(workload), Kubectl.Undo(workload)]),
    };
}
