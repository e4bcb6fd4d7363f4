using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

/// <summary>Of several stores whose clients are not known, the product that an error is about tells which is meant.</summary>
public sealed class StoreDialectTests
{
    [Theory]
    [InlineData("SQLSTATE[08004] [1040] Too many connections", "maria")]
    [InlineData("PG::ConnectionBad: FATAL: sorry, too many clients already", "post")]
    public void The_store_of_the_product_is_the_one(string line, string store) =>
        Stores().Logs("web", line, line, line).ShouldFind(CauseCode.DatabaseConnectionsExhausted, store);

    [Fact]
    public void An_error_of_no_product_stays_with_its_client()
    {
        const string line = "connection limit exceeded for role app";

        Stores().Logs("web", line, line, line).ShouldFind(CauseCode.DatabaseConnectionsExhausted, "web");
    }

    private static TestCluster Stores() => new TestCluster().Healthy("web").Healthy("maria", 3306).Healthy("post", 5432);
}
