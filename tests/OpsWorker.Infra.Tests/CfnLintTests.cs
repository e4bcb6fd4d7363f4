using System.Diagnostics;
using OpsWorker.Testing;

namespace OpsWorker.Infra.Tests;

public sealed class CfnLintTests(Templates templates)
{
    [Fact]
    public async Task The_templates_are_clean_but_for_the_exceptions_with_a_reason()
    {
        var program = Programs.Find("cfn-lint");
        Assert.SkipUnless(program is not null, "cfn-lint is not on PATH.");

        using var lint = Process.Start(new ProcessStartInfo(program!)
        {
            ArgumentList =
            {
                "--config-file", Path.Combine(Repository.Root, "infra", "cfn-lint.yaml"),
                "--template", templates.Development.FilePath, templates.Production.FilePath, templates.Managed.FilePath,
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var findings = await lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await lint.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);

        (findings + errors).ShouldBe("");
        lint.ExitCode.ShouldBe(0);
    }
}
