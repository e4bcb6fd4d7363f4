using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Clients that are configured with a port of a database's Service that it does not have. Of servers that are no
/// databases this is <see cref="CauseCode.ServiceAddressWrong"/>. A server that is configured with addresses of its own
/// says by them how it is reached from elsewhere.
/// </summary>
public sealed class DatabasePortDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DatabasePortWrong];

    /// <inheritdoc/>
    public string Decides => "A configured address names a port that the Service of a database does not have.";

    /// <inheritdoc/>
    public string Remedy => "Set the variable to a port that the database's Service has.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var address in context.Dependencies.Addresses.Where(a => a.Address.Port is not null && a.Address.IsClusterName))
        {
            if (address.ServiceIn(context.State) is not { } service || !Databases.Is(service)) continue;
            if (!AddressFacts.MayBeWrong(address, service, context) || service.Spec.Ports.Any(p => p.Port == address.Address.Port)) continue;
            yield return new Finding
            {
                Cause = CauseCode.DatabasePortWrong,
                Object = address.Workload,
                Summary = $"{address.Workload} asks its database {service.Name} on the port {address.Address.Port}, which it does not have.",
                Confidence = Certainty.Proved,
                Citations = Cite.All(address.Quote(), Cite.Field(service, "spec.ports")),
                Remedy = SafeRemedy.Of(
                    $"Set {address.Variable} to a port of the Service.",
                    [Kubectl.Get(service.Reference), Kubectl.Edit(address.Source.Reference)]),
            };
        }
    }
}
