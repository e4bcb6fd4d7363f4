using OpsWorker.Pipeline.Drift;
using OpsWorker.Server.Commands;
using OpsWorker.Server.Commands.Drift;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

public sealed class DriftCommandTests : IDisposable
{
    private const string Manifest =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: web, namespace: shop}, data: {mode: fast}}\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fast", ExitCodes.Success)]
    [InlineData("slow", ExitCodes.Failure)]
    public void The_exit_code_says_whether_something_works_otherwise(string mode, int exitCode)
    {
        Write("manifests/web.yaml", Manifest);
        Write("live.yaml", Manifest.Replace("fast", mode, StringComparison.Ordinal));

        DriftCommand.Create().Parse([_folder.File("manifests"), "--live", _folder.File("live.yaml"), "--json"]).Invoke().ShouldBe(exitCode);
    }

    [Fact]
    public void The_text_names_object_field_values_and_actor()
    {
        var output = new StringWriter();
        var at = new DateTimeOffset(2026, 3, 1, 3, 10, 0, TimeSpan.Zero);

        DriftText.Write(
            output,
            [
                new FieldDrift("ConfigMap shop/web", "data.mode", DriftKind.Changed, DriftSeverity.Functional)
                {
                    Desired = "fast",
                    Live = "slow",
                    Actor = "kubectl-edit",
                    At = at,
                },
                new FieldDrift("Service shop/web", "", DriftKind.Missing, DriftSeverity.Functional),
            ],
            2);

        output.ToString().Split(Environment.NewLine).ShouldBe(
        [
            "OBJECT              FIELD      SEVERITY    DESIRED  LIVE  BY            SINCE",
            "ConfigMap shop/web  data.mode  functional  fast     slow  kubectl-edit  2026-03-01 03:10:00Z",
            "Service shop/web    (missing)  functional  -        -     -             -",
            "",
        ]);
    }

    [Fact]
    public void Rules_are_read_from_an_application_and_a_path_that_is_not_understood_is_refused()
    {
        Write("app.yaml", "{kind: Application, spec: {ignoreDifferences: [{kind: Deployment, jsonPointers: [/spec/replicas]}]}}");
        Write("wrong.yaml", "[{kind: Deployment, jqPathExpressions: ['.spec | keys']}]");

        DriftFiles.ReadRules(_folder.File("app.yaml")).ShouldHaveSingleItem().JsonPointers.ShouldBe(["/spec/replicas"]);
        Should.Throw<UserErrorException>(() => DriftFiles.ReadRules(_folder.File("wrong.yaml"))).Message
            .ShouldContain("the jq path .spec | keys is not understood");
        Should.Throw<UserErrorException>(() => DriftFiles.ReadAll(_folder.File("nothing.yaml"))).Message.ShouldContain("cannot be read");
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }
}
