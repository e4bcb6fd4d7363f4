using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Registries that are reached and hand out nothing, whatever the image: one that counts too many pulls (HTTP status 429, the
/// error code TOOMANYREQUESTS), and one whose certificate the node does not accept.
/// </summary>
public sealed class RegistryRefusalDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ImagePullRateLimited, CauseCode.ImageRegistryCertificateUntrusted];

    /// <inheritdoc/>
    public string Decides =>
        "A container waits for its image, and the registry answered with status 429 or a certificate that the node's runtime refuses.";

    /// <inheritdoc/>
    public string Remedy => "Pull with credentials or through a mirror; give the nodes' runtime the registry's authority.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var pull in FailedPull.Of(context))
        {
            if (PullFailure.IsLimited(pull.Text))
            {
                yield return Find(pull, CauseCode.ImagePullRateLimited, "its registry answers that too many pulls were made",
                    SafeRemedy.Of(
                        "Pull with the credentials of an account that may pull more, or through a mirror or cache, and do not pull "
                        + "again what the node has (imagePullPolicy IfNotPresent).",
                        [Kubectl.CreatePullSecret(null, pull.Workload.Reference.Namespace), Kubectl.Edit(pull.Workload.Reference)]));
            }
            else if (PullFailure.IsUntrusted(pull.Text))
            {
                yield return Find(pull, CauseCode.ImageRegistryCertificateUntrusted,
                    "the node does not accept the certificate of its registry",
                    SafeRemedy.Of(
                        "Give the container runtime of the nodes the authority that signed the registry's certificate, or give the "
                        + "registry a valid one for its name.",
                        [Kubectl.Get(pull.Container.Pod.Reference, "wide"), Kubectl.DescribeNode(pull.Container.Pod.Spec.NodeName)]));
            }
        }
    }

    private static Finding Find(FailedPull pull, CauseCode code, string why, Remedy remedy) => new()
    {
        Cause = code,
        Object = pull.Workload.Reference,
        Summary = $"{pull.Workload.Reference} cannot start: the image {pull.Image} is not pulled, as {why}.",
        Confidence = Certainty.Proved,
        Citations = Cite.All(
            Cite.Event(pull.Said),
            Cite.Field(pull.Container.Pod, pull.Container.StatusPath + ".state.waiting.message"),
            Cite.Field(pull.Container.Pod, pull.Container.WaitingReasonPath)),
        Remedy = remedy,
        Since = pull.Container.Pod.Metadata.CreationTimestamp,
    };
}
