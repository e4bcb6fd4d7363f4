using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Clients that do not get through to a Service at a port that it does not have, by the address in their own errors: their configuration
/// is in a Secret or in the program. An address that can be read is <see cref="ServiceAddressDetector"/>'s. Where several clients ask for
/// that port, it may be the Service that lost it.
/// </summary>
public sealed class LoggedPortDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceAddressWrong];

    /// <inheritdoc/>
    public string Decides => "The errors of one client name a Service with a port that it does not have.";

    /// <inheritdoc/>
    public string Remedy => "Set the client's address to a port of the Service.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from asked in LoggedServers.AtOtherPorts(context).GroupBy(a => (a.Service, a.Port))
        where asked.Select(a => a.Client).Distinct().Count() == 1
        let first = asked.First()
        where first.Match.Lasts && !Databases.Is(first.Service)
        select new Finding
        {
            Cause = CauseCode.ServiceAddressWrong,
            Object = first.Client,
            Summary = $"{first.Client} calls the port {first.Port} of {first.Service.Reference}, which does not have it.",
            Confidence = Certainty.Confirmed,
            Citations = Cite.All(first.Match.Quote(), Cite.Field(first.Service, "spec.ports")),
            Remedy = SafeRemedy.Of(Remedy, [Kubectl.Get(first.Service.Reference), Kubectl.Edit(first.Client)]),
            Affects = [first.Client],
        };
}
