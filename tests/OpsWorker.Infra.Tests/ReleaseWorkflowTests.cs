using System.Text.Json;
using OpsWorker.Testing;

namespace OpsWorker.Infra.Tests;

/// <summary>A release is made of what the lock files and the tests allow, and says of everything where it comes from.</summary>
public sealed class ReleaseWorkflowTests
{
    private const string Provenance = "actions/attest-build-provenance";

    private static readonly Workflow s_release = Workflow.Read("release.yml");

    [Fact]
    public void Every_job_that_makes_something_runs_after_the_tests()
    {
        foreach (var job in s_release.Jobs.Where(job => job != "test")) Before(job).ShouldContain("test", job);
        s_release.Commands("test").ShouldContain("dotnet test --no-build");
        s_release.Needs("release").ShouldBe(["programs", "sbom", "indexes"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("programs")]
    [InlineData("sbom")]
    public void Packages_are_those_of_the_lock_files_and_an_advisory_about_one_is_an_error(string job)
    {
        var restore = s_release.Commands(job).Split('\n').Single(line => line.StartsWith("dotnet restore", StringComparison.Ordinal));

        restore.ShouldContain("--locked-mode");
        restore.ShouldContain("-p:NuGetAudit=true");
        restore.ShouldContain("-warnaserror:NU1901,NU1902,NU1903,NU1904");
    }

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        string[] folders = ["src", "tests", "infra"];
        var projects = folders.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)).ToList();

        projects.ShouldNotBeEmpty();
        projects.Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"))).ShouldBeEmpty();
    }

    [Fact]
    public void Native_programs_are_made_on_the_system_that_they_are_for()
    {
        var platforms = s_release.Job("programs")["strategy"]!["matrix"]!["include"]!.AsArray()
            .ToDictionary(entry => (string)entry!["platform"]!, entry => (string)entry!["system"]!);

        platforms.Keys.ShouldBe(["linux-x64", "linux-arm64", "osx-arm64", "win-x64"], ignoreOrder: true);
        platforms["linux-arm64"].ShouldEndWith("-arm");
        platforms["osx-arm64"].ShouldStartWith("macos-");
        platforms["win-x64"].ShouldStartWith("windows-");
        platforms.Values.ShouldAllBe(system => !system.EndsWith("latest"));
        s_release.Commands("programs").ShouldContain("-p:PublishAot=true");
        s_release.Commands("programs").ShouldContain("opsworker-agent:OpsWorker.Agent");
    }

    [Theory]
    [InlineData("programs")]
    [InlineData("sbom")]
    [InlineData("indexes")]
    public void What_is_released_has_an_attestation_of_its_provenance(string job)
    {
        s_release.Uses(job, Provenance).ShouldHaveSingleItem();
        var permissions = s_release.Job(job)["permissions"]!.AsObject();
        ((string)permissions["id-token"]!).ShouldBe("write");
        ((string)permissions["attestations"]!).ShouldBe("write");
    }

    [Fact]
    public void Images_of_server_and_agent_are_pushed_by_digest_on_bases_of_one_digest()
    {
        var matrix = s_release.Job("images")["strategy"]!["matrix"]!;
        matrix["image"]!.AsArray().Select(image => (string)image!).ShouldBe(["opsworker", "opsworker-agent"]);
        matrix["platform"]!.AsArray().Select(platform => (string)platform!).ShouldBe(["amd64", "arm64"]);

        var build = s_release.Uses("images", "docker/build-push-action").ShouldHaveSingleItem()["with"]!;
        ((string)build["outputs"]!).ShouldContain("push-by-digest=true");
        ((string)build["provenance"]!).ShouldBe("mode=max");
        ((string)build["sbom"]!).ShouldBe("true");
        ((string)build["build-contexts"]!).ShouldBe("${{ needs.bases.outputs.contexts }}");
        s_release.Commands("bases").ShouldContain("docker-image://${image%%:*}@$digest");
        s_release.Commands("bases").ShouldContain("build/*.Dockerfile");

        var subject = s_release.Uses("indexes", Provenance)[0]["with"]!;
        ((string)subject["subject-digest"]!).ShouldBe("${{ steps.index.outputs.digest }}");
        ((string)subject["push-to-registry"]!).ShouldBe("true");
    }

    [Fact]
    public void The_release_has_the_SBOMs_the_images_digests_and_checksums()
    {
        s_release.Commands("release").ShouldContain("*.tar.gz *.cdx.json *.image SHA256SUMS");
        s_release.Commands("sbom").ShouldContain("bash build/sbom.sh");
        var script = File.ReadAllText(Path.Combine(Repository.Root, "build", "sbom.sh"));
        foreach (var program in (string[])["opsworker:Server", "opsworker-agent:Agent", "opsworker-functions:Functions"])
            script.ShouldContain(program);

        using var tools = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".config", "dotnet-tools.json")));
        tools.RootElement.GetProperty("tools").GetProperty("cyclonedx").GetProperty("version").GetString()!
            .ShouldMatch("^[0-9]+[.][0-9]+[.][0-9]+$");
    }

    [Fact]
    public void A_job_has_no_right_that_it_does_not_use()
    {
        s_release.Permissions.ShouldBeEmpty();
        foreach (var job in s_release.Jobs)
        {
            var rights = s_release.Job(job)["permissions"]!.AsObject().Where(right => (string)right.Value! == "write").Select(r => r.Key);
            rights.ShouldBe(Rights(job), ignoreOrder: true, job);
        }
    }

    private static string[] Rights(string job)
    {
        var attests = s_release.Uses(job, Provenance).Count > 0;
        var pushes = s_release.Uses(job, "docker/login-action").Count > 0;
        var releases = s_release.Commands(job).Contains("gh release create", StringComparison.Ordinal);
        return
        [
            .. attests ? (string[])["id-token", "attestations"] : [], .. pushes ? (string[])["packages"] : [],
            .. releases ? (string[])["contents"] : [],
        ];
    }

    private static List<string> Before(string job) =>
        [.. s_release.Needs(job).SelectMany(need => Before(need).Prepend(need)).Distinct()];
}
