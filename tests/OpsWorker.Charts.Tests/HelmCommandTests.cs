using System.Diagnostics;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Clusters.Registration;
using OpsWorker.Testing;

namespace OpsWorker.Charts.Tests;

public sealed class HelmCommandTests(Helm helm)
{
    [Theory]
    [InlineData("shop")]
    [InlineData("1234")]
    [InlineData("true")]
    [InlineData("arn:aws:eks:eu-west-1:111122223333:cluster/shop")]
    public async Task The_command_that_the_server_gives_out_is_one_that_the_chart_takes(string name)
    {
        var cluster = new Cluster
        {
            Id = "cl_1",
            Organisation = new OrganisationId("org_1"),
            Name = name,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        var command = HelmCommand.For(new ClusterWithToken(cluster, Values.Token), new Uri("https://opsworker.example.com/"), "eu-west-1");

        var words = command.Replace(" \\\n", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        words[..5].ShouldBe(["helm", "upgrade", "--install", "opsworker-agent", "charts/opsworker-agent"]);
        var output = await helm.RunAsync(["template", words[3], Path.Combine(Repository.Root, words[4]), .. words[5..]]);
        output.ExitCode.ShouldBe(0, output.Errors);
        var manifests = Manifests.Parse(output.Text);
        manifests.Environment["OPSWORKER_SERVER_URL"].ShouldBe("https://opsworker.example.com");
        manifests.Environment["OPSWORKER_AWS_REGION"].ShouldBe("eu-west-1");
        manifests.One("Deployment").At("metadata.annotations").ToString().ShouldContain(name);
    }

    [Theory]
    [InlineData("shop", "The shop, EU")]
    [InlineData("1234", "a b's")]
    public async Task The_install_command_with_a_registration_token_is_one_that_the_chart_takes(string name, string displayName)
    {
        var registration = new ClusterWithRegistration(
            new Cluster
            {
                Id = "cl_1",
                Organisation = new OrganisationId("org_1"),
                Name = name,
                DisplayName = displayName,
                Provider = "eks",
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
            Values.RegistrationToken);

        var command = InstallCommands.For(registration, new Uri("https://opsworker.example.com/"), "eu-west-1").Helm;

        // The chart's folder stands for its address in a registry, and a shell reads the quotes.
        var script = command.Replace("helm upgrade --install", "printf '%s\\n' template", StringComparison.Ordinal)
            .Replace(InstallCommands.Chart, Path.Combine(Repository.Root, "charts/opsworker-agent"), StringComparison.Ordinal);
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var words = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await helm.RunAsync(words.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        output.ExitCode.ShouldBe(0, output.Errors);
        var manifests = Manifests.Parse(output.Text);
        manifests.Environment["OPSWORKER_CLUSTER_NAME"].ShouldBe(name);
        manifests.One("Deployment").At("metadata.annotations").ToString().ShouldContain(displayName);
        manifests.Environment["OPSWORKER_AWS_REGION"].ShouldBe("eu-west-1");
    }
}
