using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;
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
}
