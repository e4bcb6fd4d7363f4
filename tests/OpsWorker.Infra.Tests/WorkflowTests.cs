using System.Text.RegularExpressions;
using OpsWorker.Testing;

namespace OpsWorker.Infra.Tests;

public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, ".github");

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Folder, "*.yml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_action_is_pinned_by_its_commit_with_its_version_beside_it(string file)
    {
        var uses = Lines(file).Where(line => line.Contains("uses: ", StringComparison.Ordinal));

        uses.ShouldAllBe(line => line.EndsWith("uses: ./.github/actions/setup") || Pinned().IsMatch(line));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_workflow_keeps_a_key_of_aws_or_runs_with_rights_on_foreign_code(string file)
    {
        var text = string.Join('\n', Lines(file));

        text.ShouldNotContain("aws-access-key-id");
        text.ShouldNotContain("secrets.");
        text.ShouldNotContain("pull_request_target");
        text.ShouldNotContain("write-all");
    }

    [Fact]
    public void The_command_that_publishes_the_functions_is_the_one_that_the_app_names()
    {
        var action = string.Join(' ', Lines("actions/setup/action.yml").Select(line => line.Trim()));

        action.ShouldContain(Context.Settings().Package.PublishCommand);
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Folder, file));

    [GeneratedRegex("uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+[.][0-9]+[.][0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pinned();
}
