using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Masking;

/// <summary>Callers choose filters and cuts, so these must work on the text that the caller may see: masked text.</summary>
public sealed class FilterAfterMaskingTests : IDisposable
{
    private const int KeyLines = 20;

    private static readonly Query Logs =
        new() { Verb = QueryVerb.Logs, Resource = "pods", Namespace = "shop", Name = "p1", Container = "app" };

    private readonly RecordedCluster _cluster = new();

    public FilterAfterMaskingTests() => Write(time: "");

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData("zeta9")]
    [InlineData("password=z")]
    [InlineData("password=[^\\[]")]
    [InlineData("^MIIE")]
    [InlineData("[A-Za-z0-9+/]{40}")]
    public async Task A_pattern_matches_nothing_that_is_masked(string pattern) =>
        (await AskAsync(Logs with { Match = pattern })).Outcome.ShouldBe(QueryOutcome.NoData);

    [Fact]
    public async Task A_pattern_matches_what_is_shown() =>
        (await AskAsync(Logs with { Match = "password=\\[masked" })).Content.ShouldBe("connecting password=[masked:password:1]\n");

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-01T02:58:00.123456789Z ")]
    public async Task A_key_stays_masked_wherever_a_tail_or_a_budget_cuts_it(string time)
    {
        Write(time);
        for (var tail = 1; tail <= KeyLines + 5; tail++)
        {
            (await AskAsync(Logs with { TailLines = tail })).Content.ShouldNotContain("MIIE");
            (await AskAsync(Logs with { MaxBytes = tail * 40 })).Content.ShouldNotContain("MIIE");
        }
    }

    [Fact]
    public async Task What_was_masked_is_counted() => (await AskAsync(Logs)).Masked.ShouldBe(2);

    [Fact]
    public async Task A_field_selector_selects_by_what_is_shown()
    {
        _cluster.Write("shop/configmaps.json", """{"items":[{"metadata":{"name":"a","namespace":"shop"},"data":{"password":"zeta9"}}]}""");
        var list = new Query { Verb = QueryVerb.List, Resource = "configmaps", Namespace = "shop" };

        (await AskAsync(list with { FieldSelector = "data.password=zeta9" })).Content.ShouldNotContain("\"a\"");
        (await AskAsync(list with { FieldSelector = "metadata.name=a" })).Content.ShouldContain("\"a\"");
    }

    private Task<QueryResult> AskAsync(Query query) =>
        DumpReader.Open(_cluster.Path).ReadAsync(query, TestContext.Current.CancellationToken);

    private void Write(string time)
    {
        string[] key =
            [.. Enumerable.Range(0, KeyLines).Select(i => $"MIIEowIBAAKCAQEA0Z3VS5JJcds3xfnygWyF8PbnGy{i:00}AbCdEfGhIjKlMnOpQa")];
        string[] lines = ["connecting password=zeta9", "-----BEGIN RSA PRIVATE KEY-----", .. key, "-----END RSA PRIVATE KEY-----"];
        _cluster.Write(
            "shop/p1/logs.txt",
            string.Join(
                '\n',
                [
                    "==== START logs for container app of pod shop/p1 ====", .. lines.Select(l => time + l),
                    "==== END logs for container app of pod shop/p1 ====", "",
                ]));
    }
}
