using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

/// <summary>A start that fails prints one line on standard error and ends with exit code 2.</summary>
public sealed partial class StartTests : IDisposable
{
    private const string FreePort = "http://127.0.0.1:0";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("up", "--help")]
    [InlineData("detectors")]
    public async Task Commands_without_data_need_no_home(params string[] arguments)
    {
        (await RunAsync(arguments, home: null)).ShouldExitWith(0).Errors.ShouldBeEmpty();
        (await RunAsync(arguments, home: "/dev/null/home")).ShouldExitWith(0).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_demo_needs_no_home() =>
        (await RunAsync(["demo", "--once", "--json"], home: null)).ShouldExitWith(0).Output.ShouldHaveSingleItem();

    [Fact]
    public async Task The_demo_names_the_place_for_temporary_files_that_cannot_be_written() =>
        ShouldBeRefused(await RunAsync(["demo", "--once"], home: null, new() { ["TMPDIR"] = "/dev/null/tmp" })).ShouldContain("TMPDIR");

    [Fact]
    public async Task A_server_without_a_home_and_a_data_folder_is_refused() =>
        ShouldBeRefused(await RunAsync(["up", "--urls", FreePort], home: null)).ShouldBe(
            "opsworker: There is no folder for the data: HOME is not set; name one by --data DIR or OPSWORKER_Data.");

    [Fact]
    public async Task A_home_that_cannot_be_written_is_named()
    {
        var line = ShouldBeRefused(await RunAsync(["up", "--urls", FreePort], home: "/dev/null/home"));

        line.ShouldContain("/dev/null/home/.local/share/opsworker");
        line.ShouldContain("--data DIR");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named()
    {
        var line = ShouldBeRefused(await RunAsync(["up", "--urls", FreePort, "--data", "/dev/null/data"], home: null));

        line.ShouldContain("/dev/null/data cannot be written");
    }

    [Theory]
    [InlineData("up", "--data", "DATA")]
    [InlineData("demo", "--once")]
    public async Task A_port_that_is_in_use_is_named(params string[] command)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var line = ShouldBeRefused(
            await RunAsync([.. command.Select(word => word == "DATA" ? _folder.File("data") : word), "--urls", url], home: null));

        line.ShouldBe(
            $"opsworker: {url} cannot be listened at: another program does. Stop that one, or name another address by --urls; port 0 takes "
            + "a free one.");
    }

    [Theory]
    [InlineData("foo", "an address like http://127.0.0.1:8484 was expected")]
    [InlineData("", "is empty")]
    [InlineData("127.0.0.1:8484", "an address like http://127.0.0.1:8484 was expected")]
    [InlineData("http://127.0.0.1:8484/base", "without a path")]
    [InlineData("http://127.0.0.1:99999", "a port from 0 to 65535 was expected")]
    [InlineData("http://localhost:0", "use 127.0.0.1")]
    [InlineData("ftp://127.0.0.1:21", "only http and https are served")]
    [InlineData("https://127.0.0.1:0", "no certificate is set: name one by Kestrel:Certificates:Default:Path")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.1:-1", "was expected")]
    [InlineData("http://192.0.2.1:0", "not an address of this machine")]
    public async Task Addresses_that_cannot_be_listened_at_are_refused(string urls, string reason) =>
        ShouldBeRefused(await RunAsync(["up", "--data", _folder.File("data"), "--urls", urls], home: null)).ShouldContain(reason);

    [Fact]
    public async Task A_certificate_that_is_not_there_is_named()
    {
        var certificate = _folder.File("absent.pfx");
        ShouldBeRefused(await RunAsync(
            ["up", "--data", _folder.File("data"), "--urls", "https://127.0.0.1:0"],
            home: null,
            new() { ["OPSWORKER_Kestrel__Certificates__Default__Path"] = certificate })).ShouldContain(certificate);
    }

    [Theory]
    [InlineData("up", "--urls", FreePort)]
    [InlineData("doctor")]
    [InlineData("portal")]
    [InlineData("dead-letters", "list")]
    public async Task Settings_that_are_no_JSON_are_refused_with_their_file(params string[] command)
    {
        File.WriteAllText(_folder.File("appsettings.json"), "{ not JSON");

        ShouldBeRefused(await RunAsync([.. command, "--data", _folder.File("data")], home: null)).ShouldContain("appsettings.json");
    }

    [Theory]
    [InlineData]
    [InlineData("up", "--bogus")]
    [InlineData("frobnicate")]
    public async Task Words_that_are_not_understood_are_wrong_input(params string[] arguments) =>
        (await RunAsync(arguments, home: null)).ShouldExitWith(2).Errors.ShouldNotContain("   at ");

    [Fact]
    public async Task Variables_without_the_prefix_are_no_settings_and_misspelt_ones_are_reported()
    {
        var environment = new Dictionary<string, string>
        {
            ["URLS"] = "foo",
            ["DATA"] = "/dev/null/data",
            ["DUMP"] = "/dev/null/dump",
            ["CONTEXT"] = "production",
            ["KUBECONFIG"] = "/dev/null/config",
            ["CLUSTER"] = "other",
            ["ASPNETCORE_URLS"] = "foo",
            ["DOTNET_URLS"] = "foo",
            ["Kestrel__Endpoints__Http__Url"] = "foo",
            ["OPSWORKER_Slack__Chanel"] = "#alerts",
        };

        await using var server = Start(["up", "--urls", FreePort, "--data", _folder.File("data")], home: null, environment);

        (await server.LineAsync(line => line.StartsWith("OpsWorker listens on ", StringComparison.Ordinal), "it listens"))
            .ShouldEndWith(_folder.File("data"));
        server.Errors.ShouldHaveSingleItem().ShouldBe(
            "opsworker: OPSWORKER_Slack__Chanel is not a setting and is ignored; did you mean OPSWORKER_Slack__Channel?");
    }

    [Fact]
    public async Task Every_variable_of_the_documentation_is_known()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "server.md"));
        var names = VariablePattern().Matches(page).Select(match => match.Value).Where(name => !name.EndsWith('_')).Distinct().ToList();
        names.Count.ShouldBeGreaterThan(10);

        var result = await RunAsync(["up", "--urls", "foo"], home: null, names.ToDictionary(name => name, _ => ""));

        result.ShouldExitWith(2).Errors.ShouldNotContain("is not a setting");
    }

    // Other variables of the machine would say what is tested here.
    private ChildProcess Start(IEnumerable<string> arguments, string? home, Dictionary<string, string>? environment = null)
    {
        var command = ProductPrograms.Command("opsworker", arguments);
        var variables = new Dictionary<string, string>(environment ?? [])
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
        };
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root) variables["DOTNET_ROOT"] = root;
        if (home is not null) variables["HOME"] = home;
        return ChildProcess.StartWith(variables, _folder.FullPath, command[0], command.Skip(1));
    }

    private async Task<CommandResult> RunAsync(IEnumerable<string> arguments, string? home, Dictionary<string, string>? environment = null)
    {
        await using var process = Start(arguments, home, environment);
        var exitCode = await process.ExitCodeAsync(TestContext.Current.CancellationToken);
        return new CommandResult(exitCode, process.Output, string.Join('\n', process.Errors));
    }

    private static string ShouldBeRefused(CommandResult result)
    {
        result.ShouldExitWith(2).Output.ShouldBeEmpty();
        result.Errors.ShouldNotContain('\n');
        return result.Errors;
    }

    [GeneratedRegex("OPSWORKER_[A-Za-z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex VariablePattern();
}
