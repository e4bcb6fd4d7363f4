using OpsWorker.Core.Models;
using OpsWorker.Models.OpenAi;
using OpsWorker.Testing.Models;

namespace OpsWorker.Models.Tests;

/// <summary>Behaviour of the clients over HTTP beyond the contract.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private const string Key = "sk-test-SECRETKEY";

    private ModelStandIn _provider = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _provider = await ModelStandIn.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task No_error_quotes_the_key()
    {
        _provider.ReplyNext(new ModelReply.Error(401, $"Incorrect API key provided: {Key}."));

        var outcome = await AskAsync(OpenAiDialect.OpenAi, Key);

        outcome.Status.ShouldBe(ChatStatus.Rejected);
        outcome.Reason.ShouldBe("test answered with status 401: Incorrect API key provided: [key].");
    }

    [Fact]
    public async Task A_missing_key_is_an_error_that_names_the_setting_and_nothing_is_sent()
    {
        var outcome = await AskAsync(OpenAiDialect.OpenAi, key: null);

        outcome.Status.ShouldBe(ChatStatus.Rejected);
        outcome.Reason.ShouldBe("The secret Models:Providers:test:ApiKey is not set.");
        _provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_of_ones_own_is_called_without_a_key()
    {
        (await AskAsync(OpenAiDialect.Compatible, key: null, isKeyOptional: true)).Status.ShouldBe(ChatStatus.Answered);

        _provider.Requests.ShouldHaveSingleItem().Credential.ShouldBeNull();
    }

    [Theory]
    [InlineData(OpenAiDialect.OpenAi, "max_completion_tokens", "Bearer " + Key)]
    [InlineData(OpenAiDialect.Azure, "max_completion_tokens", Key)]
    [InlineData(OpenAiDialect.Compatible, "max_tokens", "Bearer " + Key)]
    public async Task Each_dialect_has_its_own_limit_and_credential(OpenAiDialect dialect, string limit, string credential)
    {
        await AskAsync(dialect, Key);

        var request = _provider.Requests.ShouldHaveSingleItem();
        request.Body.ShouldContain($"\"{limit}\":100");
        request.Credential.ShouldBe(credential);
    }

    [Fact]
    public async Task A_provider_that_asks_for_more_time_than_the_call_has_is_not_waited_for()
    {
        _provider.Script = _ => new ModelReply.Error(429, "tokens per day", RetryAfterSeconds: 3600);

        (await AskAsync(OpenAiDialect.OpenAi, Key)).Status.ShouldBe(ChatStatus.Unavailable);

        _provider.Requests.Count.ShouldBe(1);
    }

    private Task<ChatOutcome> AskAsync(OpenAiDialect dialect, string? key, bool isKeyOptional = false) =>
        new OpenAiChatModel(
            Clients.Http(_provider.OpenAiAddress, TimeSpan.FromSeconds(20), key, isKeyOptional), "test", "test-model", dialect)
            .CompleteAsync(ChatRequest.Of("Be brief.", "Why?", 100), Cancel);
}
