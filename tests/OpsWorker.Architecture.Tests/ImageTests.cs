using System.Globalization;
using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

public sealed class ImageTests
{
    [Theory]
    [InlineData("agent.Dockerfile", "opsworker-agent")]
    [InlineData("operator.Dockerfile", "opsworker-operator")]
    [InlineData("server.Dockerfile", "opsworker")]
    public void An_image_holds_a_native_program_without_a_shell_and_does_not_run_as_root(string file, string program)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "build", file));

        // The last stage is the image; those before it are thrown away.
        var start = Array.FindLastIndex(lines, line => line.StartsWith("FROM ", StringComparison.Ordinal));
        var (build, image) = (lines[..start], lines[start..]);

        build.ShouldContain(line => line.Contains("-p:PublishAot=true", StringComparison.Ordinal));
        image[0].ShouldContain("/runtime-deps:");
        image[0].ShouldContain("-chiseled");
        image.ShouldNotContain(line => line.StartsWith("RUN ", StringComparison.Ordinal));
        var user = image.Single(line => line.StartsWith("USER ", StringComparison.Ordinal)).Split(' ')[1];
        int.Parse(user, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        image.ShouldContain($"ENTRYPOINT [\"/app/{program}\"]");
    }

    [Fact]
    public void The_servers_image_writes_to_its_volume_alone_and_knows_time_zones()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "build", "server.Dockerfile"));

        lines.ShouldContain("VOLUME /data");
        lines.ShouldContain(
            line => line.StartsWith("ENV ", StringComparison.Ordinal) && line.Contains("OPSWORKER_Data=/data", StringComparison.Ordinal));
        lines.ShouldContain(
            line => line.StartsWith("FROM ", StringComparison.Ordinal) && line.EndsWith("-chiseled-extra", StringComparison.Ordinal));
    }

    [Fact]
    public void Compose_runs_the_servers_image_on_a_read_only_filesystem_without_capabilities()
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "compose.yaml"));

        compose.ShouldContain("dockerfile: build/server.Dockerfile");
        compose.ShouldContain("read_only: true");
        compose.ShouldContain("cap_drop: [ALL]");
        compose.ShouldContain("\"127.0.0.1:8484:8484\"");
    }

    [Fact]
    public void The_systemd_unit_runs_as_a_user_of_its_own_and_keeps_its_data_where_systemd_made_a_folder()
    {
        var unit = File.ReadAllLines(Path.Combine(Repository.Root, "deploy", "opsworker.service"));

        unit.ShouldContain("DynamicUser=yes");
        unit.ShouldContain("StateDirectory=opsworker");
        unit.ShouldContain(
            line =>
                line.StartsWith("ExecStart=", StringComparison.Ordinal)
                    && line.EndsWith("up --data %S/opsworker", StringComparison.Ordinal));
        unit.ShouldContain("RestartPreventExitStatus=2");
    }
}
