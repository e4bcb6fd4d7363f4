using Microsoft.Extensions.Configuration;
using OpsWorker.Core;
using OpsWorker.Core.Models;
using OpsWorker.Functions.Hosting;

namespace OpsWorker.Functions.Tests.Hosting;

public sealed class FunctionModelsTests : IDisposable
{
    private readonly RecordingLoggers _loggers = new();

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public void Models_of_Bedrock_are_called_in_the_order_of_the_settings()
    {
        var models = Read(
            ("Models:Providers:bedrock:Kind", "bedrock"),
            ("Models:Default", "bedrock/eu.anthropic.claude-haiku-4-5-20251001-v1:0,bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"));

        models.Of(ModelStage.Explain).Select(model => model.Name).ShouldBe(
        [
            "bedrock/eu.anthropic.claude-haiku-4-5-20251001-v1:0", "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
        ]);
        models.Of(ModelStage.Ask).Count.ShouldBe(2);
        models.Of(ModelStage.Critic).ShouldBeEmpty();
    }

    [Fact]
    public void Without_settings_no_model_is_called()
    {
        Read().ShouldBe(ModelSet.None);
        _loggers.Text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bedrock/vendor.unknown-v1:0", "The price of bedrock/vendor.unknown-v1:0 is not known")]
    [InlineData("other/model", "which is not configured; set Models:Providers:other:Kind.")]
    public void With_a_wrong_setting_no_model_is_called_and_the_log_says_why(string model, string expected)
    {
        Read(("Models:Providers:bedrock:Kind", "bedrock"), ("Models:Default", model)).ShouldBe(ModelSet.None);

        _loggers.Text.ShouldContain("\"level\":\"ERROR\"", Case.Insensitive);
        _loggers.Text.ShouldContain(expected);
    }

    private ModelSet Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        return new FunctionModels(new NoSecrets(), TimeProvider.System, _loggers.Factory).Read(configuration);
    }

    private sealed class NoSecrets : ISecretSource
    {
        public Task<string?> GetAsync(string name, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
