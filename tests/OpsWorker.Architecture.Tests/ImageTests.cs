using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

public sealed class ImageTests
{
    [Fact]
    public void The_agents_image_has_no_shell_and_does_not_run_as_root()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "build", "agent.Dockerfile"));

        // The last stage is the image; those before it are thrown away.
        var image = lines[Array.FindLastIndex(lines, line => line.StartsWith("FROM ", StringComparison.Ordinal))..];

        image[0].ShouldEndWith("-chiseled");
        image.ShouldNotContain(line => line.StartsWith("RUN ", StringComparison.Ordinal));
        var user = image.Single(line => line.StartsWith("USER ", StringComparison.Ordinal)).Split(' ')[1];
        int.Parse(user, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }
}
