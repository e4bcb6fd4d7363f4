using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

public sealed class InvestigateCommandTests : IDisposable
{
    private readonly CaseFolders _cases = new();

    public InvestigateCommandTests() => _cases.Add("one");

    private string Alert => _cases.PathOf("one", "alert.json");

    private string Cluster => _cases.PathOf("one", "cluster");

    public void Dispose() => _cases.Dispose();

    [Fact]
    public async Task A_report_is_printed_for_people()
    {
        var result = await CommandResult.OfAsync("investigate", "--alert", Alert, "--dump", Cluster);

        var text = string.Join('\n', result.ShouldExitWith(0).Output);
        text.ShouldContain("ImageReferenceInvalid");
        text.ShouldContain("Deployment shop/checkout");
        text.ShouldContain($"\"{SmallCluster.MissingImage}\"");
        text.ShouldContain("$ kubectl ");
    }

    [Fact]
    public async Task A_live_cluster_is_investigated_by_its_kubeconfig_and_only_read()
    {
        await using var cluster = await ApiServerStandIn.StartAsync(Cluster);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("kubeconfig"), cluster.KubeConfig());

        var result = await CommandResult.OfAsync("investigate", "--alert", Alert, "--kubeconfig", folder.File("kubeconfig"));

        string.Join('\n', result.ShouldExitWith(0).Output).ShouldContain($"\"{SmallCluster.MissingImage}\"");
        cluster.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    [Theory]
    [InlineData("-n", "shop")]
    [InlineData("-n", "shop", "deployment/checkout")]
    public async Task A_namespace_or_an_object_is_investigated_without_an_alert(params string[] target)
    {
        var result = await CommandResult.OfAsync(["investigate", .. target, "--dump", Cluster]);

        string.Join('\n', result.ShouldExitWith(0).Output).ShouldContain("ImageReferenceInvalid");
    }

    [Theory]
    [InlineData("Say what to investigate")]
    [InlineData("deployment/checkout", "deployment/checkout")]
    [InlineData("secret", "-n", "shop", "secret/db")]
    [InlineData("--alert says", "--alert", "alert.json", "-n", "shop")]
    public async Task A_target_that_cannot_be_investigated_is_named(string named, params string[] arguments)
    {
        var result = await CommandResult.OfAsync(["investigate", .. arguments, "--dump", Cluster]);

        result.ShouldExitWith(2).Errors.ShouldContain(arguments is ["deployment/checkout"] ? "namespace" : named);
    }

    [Fact]
    public async Task A_report_is_printed_as_JSON_for_programs()
    {
        var result = await CommandResult.OfAsync("investigate", "--alert", Alert, "--dump", Cluster, "--json");

        var line = result.ShouldExitWith(0).Output.ShouldHaveSingleItem();
        var report = JsonSerializer.Deserialize(line, CoreJson.Default.Report).ShouldNotBeNull();
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        report.Diagnosis.Causes[0].Finding.Object.ShouldBe(new ObjectReference("Deployment", "shop", "checkout"));
        report.Evidence.ShouldContain(evidence => evidence.Query.StartsWith("kubectl get pods -n shop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var result = await CommandResult.OfAsync("investigate", "--alert", Alert, "--dump", _cases.PathOf("nowhere"));

        result.ShouldExitWith(2).Errors.ShouldContain(_cases.PathOf("nowhere"));
    }

    [Fact]
    public async Task An_alert_that_is_wrong_is_refused_with_its_file_and_field()
    {
        _cases.Write("one", "alert.json", """{"version": "4", "alerts": [{"startsAt": "yesterday"}]}""");

        var result = await CommandResult.OfAsync("investigate", "--alert", Alert, "--dump", Cluster);

        result.ShouldExitWith(2).Errors.ShouldContain($"{Alert}: alerts[0].startsAt");
    }
}
