using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Facts;

public sealed class LoggedServersTests
{
    // The client crashes too, and the alert names it.
    [Theory]
    [InlineData(
        "PG::ConnectionBad: could not connect to server: Connection refused",
        "\tIs the server running on host \"db\" (10.96.4.31) and accepting",
        "\tTCP/IP connections on port 5432?")]
    [InlineData("connection to server at \"db\" (10.96.4.31), port 5432 failed: Connection refused")]
    public void A_server_that_the_client_of_PostgreSQL_names_apart_from_its_port_is_what_the_client_needs(params string[] lines) =>
        Web(States.Crashing())
            .Logs("web", lines)
            .Deployment("db", Spec()).Pod("db", States.Crashing()).Service("db", 5432)
            .Logs("db", "initdb: error: directory \"/var/lib/postgresql/data\" exists but is not empty")
            .ShouldFind(CauseCode.ApplicationCrash, "db", new() { ["namespace"] = TestCluster.Namespace, ["deployment"] = "web" });
}
