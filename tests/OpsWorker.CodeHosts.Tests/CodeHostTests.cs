using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.CodeHosts.Http;
using OpsWorker.CodeHosts.Settings;
using OpsWorker.Core;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;

namespace OpsWorker.CodeHosts.Tests;

/// <summary>Behaviour of the client beyond the scenarios: what it sends where, and what it does when a host fails.</summary>
public sealed class CodeHostTests
{
    private const string Token = "test-SECRETTOKEN";
    private const string Compare = "GET /repos/acme/checkout/compare/v1...v2";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 10, 4, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CodeHostKind.GitHub, "GET /repos/acme/checkout Bearer " + Token)]
    [InlineData(CodeHostKind.GitLab, "GET /api/v4/projects/acme%2Fcheckout " + Token)]
    public async Task The_token_is_sent_as_the_host_takes_it(CodeHostKind kind, string request)
    {
        await using var host = await CodeHostStandIn.StartAsync(new Dictionary<string, ScriptedAnswer>());

        var failure = await Client(host.Address, kind: kind).TestAsync("acme/checkout", Cancel);

        host.Requests.ShouldBe([request]);
        failure.ShouldBe("test has no repository acme/checkout, or the token in CodeHosts:test:Token may not read it.");
    }

    [Fact]
    public async Task Without_a_token_the_setting_is_named_and_nothing_is_sent()
    {
        await using var host = await CodeHostStandIn.StartAsync(new Dictionary<string, ScriptedAnswer>());

        var failure = await Client(host.Address, token: null).TestAsync("acme/checkout", Cancel);

        failure.ShouldBe("The secret CodeHosts:test:Token is not set.");

        host.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(401, "test does not accept the token in CodeHosts:test:Token (status 401).")]
    [InlineData(403, "test does not let the token in CodeHosts:test:Token read this (status 403).")]
    [InlineData(500, "test answered with status 500.")]
    [InlineData(200, "test answered in a form that its API does not have, at $.commits.")]
    public async Task A_failure_is_a_part_of_the_answer_and_never_quotes_the_token(int status, string failure)
    {
        await using var host = await AnsweringAsync(status, $$"""{"commits":"{{Token}}"}""");

        (await FindAsync(host.Address)).Failure.ShouldBe(failure);
    }

    [Fact]
    public async Task A_redirect_to_another_server_is_not_followed()
    {
        await using var other = await CodeHostStandIn.StartAsync(new Dictionary<string, ScriptedAnswer>());
        await using var host = await AnsweringAsync(301, "{}", ("Location", $"{other.Address}repositories/1"));

        (await FindAsync(host.Address)).Failure.ShouldBe("test redirected to another server, which is not asked.");

        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reached_limit_is_kept_until_its_end_for_all_searches()
    {
        await using var host = await AnsweringAsync(429, "{}", ("Retry-After", "90"));
        var client = Client(host.Address);
        await client.FindChangesAsync("acme/checkout", Question, Cancel);

        var second = await client.FindChangesAsync("acme/checkout", Question, Cancel);
        (second.Failure, host.Requests.Count).ShouldBe(("The rate limit of test is used up until 10:05 UTC.", 1));

        _time.Advance(TimeSpan.FromSeconds(91));
        await client.FindChangesAsync("acme/checkout", Question, Cancel);
        host.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_is_named() =>
        (await FindAsync(new Uri("http://127.0.0.1:1/"))).Failure.ShouldBe("test could not be reached: ConnectionError.");

    [Fact]
    public async Task A_page_on_another_host_is_not_linked()
    {
        const string commit = """
            {"commits":[{"sha":"aaaaaaaaaa","commit":{"message":"m","author":{"name":"n","date":"2026-11-20T09:00:00Z"}},
             "html_url":"https://github.com.evil.example/acme/checkout/commit/aaaaaaaaaa"}]}
            """;
        await using var host = await AnsweringAsync(200, commit);

        (await FindAsync(host.Address)).Changes.ShouldHaveSingleItem().Url.ShouldBeNull();
    }

    private static ChangeQuestion Question => new()
    {
        Workload = new ObjectReference("Deployment", "shop", "checkout"),
        RolledOutAt = new DateTimeOffset(2026, 11, 20, 10, 2, 0, TimeSpan.Zero),
        Image = "ghcr.io/acme/checkout",
        Versions = [new VersionStep("v1", "v2")],
    };

    private static Task<CodeHostStandIn> AnsweringAsync(int status, string body, params (string Name, string Value)[] headers) =>
        CodeHostStandIn.StartAsync(new Dictionary<string, ScriptedAnswer>
        {
            [Compare] = new()
            {
                Status = status,
                Headers = headers.ToDictionary(h => h.Name, h => h.Value),
                Body = JsonElement.Parse(body),
            },
        });

    private Task<ChangeAnswer> FindAsync(Uri address) => Client(address).FindChangesAsync("acme/checkout", Question, Cancel);

    private ICodeHost Client(Uri address, string? token = Token, CodeHostKind kind = CodeHostKind.GitHub)
    {
        var settings = new CodeHostSettings { Name = "test", Kind = kind, Repositories = ["acme/*"] };
        var api = kind == CodeHostKind.GitHub ? address : new Uri(address, "api/v4/");
        var endpoint = new HostEndpoint("test", api, "github.com", settings.Timeout, new Secrets(token));
        return new CodeHostCatalogue(new HttpClient(OutgoingConnections.CreateHandler()), new Secrets(token), _time)
            .Access(settings, endpoint, registry: null).Client;
    }
}
