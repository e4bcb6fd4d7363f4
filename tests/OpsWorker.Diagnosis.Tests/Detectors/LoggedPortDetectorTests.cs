using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Routing;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class LoggedPortDetectorTests
{
    private const string Wrong = "ERROR dial tcp: connect to pay:8081: connection refused";

    // A port that the Service does not have; one that it has, behind which nothing listens.
    internal static Contrast Contrast => new(nameof(LoggedPortDetector), CauseCode.ServiceAddressWrong,
        Clients(Wrong), Clients("ERROR dial tcp: connect to pay:8080: connection refused"));

    [Fact]
    public void A_port_that_the_Service_does_not_have_is_the_clients_mistake() =>
        Clients(Wrong).ShouldFind(CauseCode.ServiceAddressWrong, "web");

    [Fact]
    public void A_port_that_several_clients_miss_may_be_one_that_the_Service_lost() =>
        Clients(Wrong).Healthy("shop").Logs("shop", Wrong, Wrong, Wrong).ShouldNotFind(CauseCode.ServiceAddressWrong);

    [Fact]
    public void Without_an_address_in_the_errors_nothing_is_known_of_the_port() =>
        Clients("ERROR connection refused").ShouldNotFind(CauseCode.ServiceAddressWrong);

    private static TestCluster Clients(string line) =>
        new TestCluster().Healthy("pay").Healthy("web").Logs("web", line, line, line);
}
