using Microsoft.Extensions.Configuration;
using OpsWorker.CodeHosts.Settings;

namespace OpsWorker.CodeHosts.Tests;

public sealed class CodeHostSettingsTests
{
    [Fact]
    public void Without_settings_there_is_no_host() => Read([]).Settings.ShouldBeEmpty();

    [Fact]
    public void A_host_has_its_repositories_images_and_clusters()
    {
        var (settings, errors) = Read(new()
        {
            ["CodeHosts:git:Kind"] = "gitlab",
            ["CodeHosts:git:Url"] = "https://git.acme.example",
            ["CodeHosts:git:Token"] = "secret",
            ["CodeHosts:git:Repositories"] = "shop/*, pay/ledger",
            ["CodeHosts:git:Images"] = "registry.acme.example/ledger=pay/ledger",
            ["CodeHosts:git:Clusters"] = "prod-eu",
            ["CodeHosts:git:Environment"] = "live",
            ["CodeHosts:git:TimeoutSeconds"] = "5",
        });

        errors.ShouldBeEmpty();
        var host = settings.ShouldHaveSingleItem();
        (host.Kind, host.Url, host.Environment, host.Timeout).ShouldBe(
            (CodeHostKind.GitLab, new Uri("https://git.acme.example/"), "live", TimeSpan.FromSeconds(5)));
        host.Repositories.ShouldBe(["shop/*", "pay/ledger"]);
        host.Images.ShouldHaveSingleItem().ShouldBe(new("registry.acme.example/ledger", "pay/ledger"));
        host.Clusters.ShouldBe(["prod-eu"]);
    }

    [Fact]
    public void Each_error_names_the_setting_and_what_was_expected() => Read(new()
    {
        ["CodeHosts:a:Kind"] = "bitbucket",
        ["CodeHosts:b:Kind"] = "github",
        ["CodeHosts:b:Url"] = "http://git.acme.example",
        ["CodeHosts:b:Repositories"] = "acme",
        ["CodeHosts:b:Images"] = "checkout",
        ["CodeHosts:b:TimeoutSeconds"] = "0",
        ["CodeHosts:b:Tokn"] = "x",
        ["CodeHosts:c:Kind"] = "github",
    }).Errors.ShouldBe(
    [
        "CodeHosts:a:Kind is \"bitbucket\"; expected one of github, gitlab.",
        "CodeHosts:b:Tokn is not a setting; known are Kind, Url, Token, Repositories, Images, Registry, Clusters, Environment, "
            + "TimeoutSeconds.",
        "CodeHosts:b:Url is \"http://git.acme.example\"; an https address was expected, such as https://git.example.com.",
        "CodeHosts:b:Repositories has \"acme\"; OWNER/NAME or OWNER/* was expected.",
        "CodeHosts:b:Images has \"checkout\"; IMAGE=OWNER/NAME was expected, the image without its tag.",
        "CodeHosts:b:TimeoutSeconds is \"0\"; a whole number from 1 to 30 was expected.",
        "CodeHosts:c:Repositories is not set; name those that may be read, such as acme/checkout, or acme/*.",
    ]);

    private static (IReadOnlyList<CodeHostSettings> Settings, IReadOnlyList<string> Errors) Read(Dictionary<string, string?> settings) =>
        CodeHostSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
