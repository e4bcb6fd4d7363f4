using Microsoft.Extensions.Configuration;
using OpsWorker.Core.Models;
using OpsWorker.Models.Prices;
using OpsWorker.Models.Settings;

namespace OpsWorker.Models.Tests;

public sealed class ModelSettingsTests
{
    [Fact]
    public void Without_settings_no_stage_has_a_model()
    {
        var (settings, errors) = Read();

        errors.ShouldBeEmpty();
        settings.Stages.ShouldBeEmpty();
        Catalogue().Create(settings).Models.Of(ModelStage.Explain).ShouldBeEmpty();
    }

    [Fact]
    public void The_default_is_for_every_stage_but_those_that_are_asked_for_by_name()
    {
        var (settings, errors) = Read(
            ("Models:Providers:anthropic:Kind", "anthropic"), ("Models:Default", "anthropic/claude-haiku-4-5"), ("Models:Ask", "none"));

        errors.ShouldBeEmpty();
        settings.Stages.Keys.ShouldBe([ModelStage.Choose, ModelStage.Explain], ignoreOrder: true);
    }

    [Fact]
    public void A_stage_has_models_in_order_of_preference()
    {
        var (settings, errors) = Read(
            ("Models:Providers:a:Kind", "anthropic"),
            ("Models:Providers:local:Kind", "openai-compatible"),
            ("Models:Providers:local:BaseUrl", "http://localhost:11434/v1"),
            ("Models:Providers:local:InputPrice", "0"),
            ("Models:Providers:local:OutputPrice", "0"),
            ("Models:Explain", "a/claude-sonnet-4-5, local/qwen3:8b"));

        errors.ShouldBeEmpty();
        var (models, modelErrors) = Catalogue().Create(settings);
        modelErrors.ShouldBeEmpty();
        models.Of(ModelStage.Explain).Select(m => m.Name).ShouldBe(["a/claude-sonnet-4-5", "local/qwen3:8b"]);
        models.Of(ModelStage.Explain)[0].Price.ShouldBe(new ModelPrice(3m, 15m, 0.3m));
        models.Of(ModelStage.Choose).ShouldBeEmpty();
    }

    [Fact]
    public void Each_error_names_the_setting_and_what_was_expected()
    {
        var (_, errors) = Read(
            ("Models:Providers:x:Kind", "cohere"),
            ("Models:Providers:azure:Kind", "azure-openai"),
            ("Models:Providers:far:Kind", "openai-compatible"),
            ("Models:Providers:far:BaseUrl", "http://models.example.com/v1/"),
            ("Models:Providers:far:ApiKey", "secret-key"),
            ("Models:Providers:far:TimeoutSeconds", "0"),
            ("Models:Providers:far:OutputPrice", "1"),
            ("Models:Default", "claude"),
            ("Models:Explain", "nowhere/claude"),
            ("Models:ExplainBelow", "1.5"),
            ("Models:Budget:Day:Money", "-1"),
            ("Models:Bugdet:Day:Money", "1"));

        errors.ShouldBe(
            [
                "Models:Bugdet is not a setting; known are Providers, Default, Budget, ExplainBelow, Choose, "
                    + "LookFurther, Explain, Critic, Ask.",
                "Models:Providers:azure:BaseUrl is not set; set it to the address of the API, such as "
                    + "https://NAME.openai.azure.com/openai/v1/.",
                "Models:Providers:far:BaseUrl is not https, and a key would be sent to it unprotected; use https, or set no ApiKey.",
                "Models:Providers:far:TimeoutSeconds is \"0\"; a whole number from 1 to 300 was expected.",
                "Models:Providers:far has one of InputPrice and OutputPrice; set both, in US dollars per million tokens.",
                "Models:Providers:x:Kind is \"cohere\"; expected one of openai, azure-openai, openai-compatible, anthropic, bedrock.",
                "Models:Default has \"claude\"; PROVIDER/MODEL was expected, such as anthropic/claude-haiku-4-5.",
                "Models:Explain names the provider \"nowhere\", which is not configured; set Models:Providers:nowhere:Kind.",
                "Models:Budget:Day:Money is \"-1\"; expected: US dollars, 0 or more.",
                "Models:ExplainBelow is \"1.5\"; a number from 0 to 1 was expected.",
            ],
            ignoreOrder: true);
        errors.ShouldAllBe(error => !error.Contains("secret-key", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_without_a_known_price_is_not_used()
    {
        var (settings, _) = Read(("Models:Providers:openai:Kind", "openai"), ("Models:Default", "openai/gpt-99"));

        var (models, errors) = Catalogue().Create(settings);

        models.Of(ModelStage.Explain).ShouldBeEmpty();
        errors.ShouldHaveSingleItem().ShouldStartWith("The price of openai/gpt-99 is not known; set Models:Providers:openai:InputPrice");
    }

    [Theory]
    [InlineData("claude-haiku-4-5-20251001", 1.0)]
    [InlineData("eu.anthropic.claude-haiku-4-5-20251001-v1:0", 1.0)]
    [InlineData("gpt-4o-mini-2024-07-18", 0.15)]
    [InlineData("gpt-4o", 2.5)]
    [InlineData("us.amazon.nova-pro-v1:0", 0.8)]
    public void The_longest_entry_of_the_table_counts(string model, double input) =>
        PriceTable.Default.Find(model).ShouldNotBeNull().Input.ShouldBe((decimal)input);

    [Fact]
    public void The_price_of_a_call_counts_cached_tokens_apart() =>
        new ModelPrice(Input: 1m, Output: 5m, CachedInput: 0.1m).Of(new TokenUsage(3_000, 400, 1_000)).ShouldBe(0.0041m);

    private static (ModelSettings Settings, IReadOnlyList<string> Errors) Read(params (string Key, string Value)[] values) =>
        ModelSettingsReader.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)))
            .Build());

    private static ModelCatalogue Catalogue() =>
        new(new HttpClient(), new Secrets("key"), (_, _) => throw new InvalidOperationException("No Bedrock here."), TimeProvider.System);
}
