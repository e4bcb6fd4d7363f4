namespace OpsWorker.Server.Tests.Commands;

public sealed class CodeHostsCommandTests
{
    // Nothing listens on port 1.
    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["OPSWORKER_CodeHosts__git__Kind"] = "gitlab",
        ["OPSWORKER_CodeHosts__git__Url"] = "http://127.0.0.1:1",
        ["OPSWORKER_CodeHosts__git__Token"] = "glpat-SECRETTOKEN",
        ["OPSWORKER_CodeHosts__git__Repositories"] = "shop/*, pay/ledger",
    };

    [Fact]
    public async Task A_repository_that_cannot_be_read_is_named_with_the_reason()
    {
        var result = await CommandResult.OfAsync(["code-hosts", "test"], s_settings);

        result.ShouldExitWith(1).Output.ShouldBe(["git: git could not be reached: ConnectionError."]);
        result.Errors.ShouldNotContain("SECRETTOKEN");
    }

    [Fact]
    public async Task A_repository_that_the_settings_do_not_allow_is_not_asked_for()
    {
        var result = await CommandResult.OfAsync(["code-hosts", "test", "evil/repository"], s_settings);

        result.ShouldExitWith(2).Errors.ShouldContain("The settings allow no host to read evil/repository");
    }

    [Fact]
    public async Task Without_settings_the_command_says_what_to_set() =>
        (await CommandResult.OfAsync("code-hosts", "list")).ShouldExitWith(2).Errors
            .ShouldContain("No code host is configured. Set OPSWORKER_CodeHosts__");
}
