using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

public sealed class QueryCommandTests
{
    private static readonly string s_dump = Path.Combine(Repository.Root, "src", "OpsWorker.Server", "Demo", "cluster");

    [Fact]
    public async Task A_list_is_printed_as_kubectl_prints_it()
    {
        var result = await CommandResult.OfAsync("query", "get statefulsets -n shop", "--dump", s_dump);

        var lines = result.ShouldExitWith(0).Output;
        lines[0].ShouldMatch("^NAME +READY +AGE$");
        lines.ShouldContain(line => line.StartsWith("orders-db ", StringComparison.Ordinal) && line.Contains("0/1"));
    }

    [Fact]
    public async Task What_would_change_the_cluster_is_refused_by_its_word()
    {
        var result = await CommandResult.OfAsync("query", "delete pod orders-db-0", "--dump", s_dump);

        result.ShouldExitWith(2).Errors.ShouldContain("'delete' is refused");
    }

    [Theory]
    [InlineData]
    [InlineData("--kubeconfig")]
    [InlineData("--context", "test")]
    public async Task The_cluster_of_kubectls_own_kubeconfig_is_asked(params string[] options)
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(folder.File("cluster")));
        File.WriteAllText(folder.File("kubeconfig"), cluster.KubeConfig());

        var result = await CommandResult.OfAsync(
            ["query", "get pods -n shop", .. options],
            new() { ["KUBECONFIG"] = $"{folder.File("absent")}{Path.PathSeparator}{folder.File("kubeconfig")}" });

        result.ShouldExitWith(0).Output.ShouldContain(line => line.StartsWith("checkout-7c9-x2x ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_context_that_is_missing_is_named_with_the_others()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("kubeconfig"), "contexts: [{name: one}, {name: two}]");

        var result = await CommandResult.OfAsync("query", "get pods", "--kubeconfig", folder.File("kubeconfig"), "--context", "prod");

        result.ShouldExitWith(2).Errors.ShouldContain(
            $"{folder.File("kubeconfig")}: there is no context 'prod'; name another by --context: one, two.");
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();

        var result = await CommandResult.OfAsync("query", "get pods", "--kubeconfig", folder.File("absent"));

        result.ShouldExitWith(2).Errors.ShouldContain(folder.File("absent"));
    }
}
