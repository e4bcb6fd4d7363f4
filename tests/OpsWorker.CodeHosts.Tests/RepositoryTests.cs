using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;

namespace OpsWorker.CodeHosts.Tests;

/// <summary>Repositories as annotations, images and settings name them, and those that may be read.</summary>
public sealed class RepositoryTests
{
    [Theory]
    [InlineData("https://github.com/acme/checkout", "github.com", "acme/checkout")]
    [InlineData("https://GitHub.com/acme/checkout.git/", "github.com", "acme/checkout")]
    [InlineData("git@git.acme.example:shop/backend/orders.git", "git.acme.example", "shop/backend/orders")]
    [InlineData("ssh://git@git.acme.example:7999/shop/orders.git", "git.acme.example", "shop/orders")]
    [InlineData("url:https://github.com/acme/shop/tree/main/services/cart", "github.com", "acme/shop")]
    [InlineData("git+https://gitlab.com/acme/shop/-/tree/main", "gitlab.com", "acme/shop")]
    public void An_address_is_read_as_tools_write_it(string text, string host, string path) =>
        RepositoryAddress.Parse(text).ShouldBe(new RepositoryAddress(host, path));

    [Theory]
    [InlineData("")]
    [InlineData("acme/checkout")]
    [InlineData("https://github.com/acme")]
    [InlineData("https://github.com/acme/../../user")]
    [InlineData("https://github.com/acme/check%2Fout")]
    [InlineData("https://github.com/acme/check out")]
    [InlineData("file:///etc/passwd")]
    public void Anything_else_is_no_address(string text) => RepositoryAddress.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("ghcr.io/acme/checkout", "acme/checkout")]
    [InlineData("ghcr.io/acme/shop/cart", "acme/shop")]
    [InlineData("registry.acme.example/pay", "acme/payments")]
    public void The_image_names_a_repository_where_no_annotation_does(string image, string repository) =>
        Access().RepositoriesOf(Question(image)).ShouldContain(repository);

    [Fact]
    public void What_an_annotation_names_comes_first_and_only_if_the_settings_allow_it()
    {
        Access().RepositoriesOf(Question("ghcr.io/acme/checkout", "https://github.com/acme/shop")).First().ShouldBe("acme/shop");
        Access().RepositoriesOf(Question("docker.io/x", "https://github.com/evil/shop")).ShouldBeEmpty();
        Access().RepositoriesOf(Question("docker.io/x", "https://gitlab.com/acme/shop")).ShouldBeEmpty();
    }

    [Fact]
    public void A_host_is_asked_for_its_own_clusters_only()
    {
        var hosts = new CodeHostSet([Access() with { Clusters = ["prod-eu"] }]);

        hosts.For("prod-eu").ShouldHaveSingleItem();
        hosts.For("prod-us").ShouldBeEmpty();
        hosts.For(null).ShouldBeEmpty();
    }

    private static ChangeQuestion Question(string image, params string[] sources) => new()
    {
        Workload = new ObjectReference("Deployment", "shop", "checkout"),
        RolledOutAt = DateTimeOffset.UnixEpoch,
        Image = image,
        Sources = sources,
    };

    private static CodeHostAccess Access() => new()
    {
        Name = "github",
        Client = null!,
        Host = "github.com",
        Registry = "ghcr.io",
        Repositories = ["acme/*"],
        Images = new Dictionary<string, string> { ["registry.acme.example/pay"] = "acme/payments" },
    };
}
