using System.Text;

namespace OpsWorker.Charts.Tests;

public sealed class TokenTests(Helm helm)
{
    [Theory]
    [InlineData(Values.Required)]
    [InlineData(Values.Full)]
    public async Task The_token_stands_in_the_secret_and_nowhere_else(string values)
    {
        var manifests = await helm.RenderAsync(values);

        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Values.Token));
        manifests.Text.ShouldNotContain(Values.Token);
        manifests.All
            .Where(o => o.ToString().Contains(encoded, StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .Text("kind")
            .ShouldBe("Secret");
    }

    [Fact]
    public async Task The_token_is_a_file_in_the_pod()
    {
        var manifests = await helm.RenderAsync(Values.Required);

        ShouldMountToken(manifests, manifests.One("Secret").Text("metadata.name")!);
    }

    [Fact]
    public async Task A_secret_of_ones_own_is_mounted_and_none_is_made()
    {
        var manifests = await helm.RenderAsync("{server: {url: https://opsworker.example.com}, existingSecret: my-token}");

        var kept = manifests.One("Secret");
        kept.Text("metadata.name").ShouldBe("opsworker-agent-identity");
        kept.Find("data").ShouldBeNull();
        var volume = manifests.Pod.At("spec.volumes").Items().Single(v => v.Text("name") == "token");
        volume.Text("secret.secretName").ShouldBe("my-token");
        manifests.Environment["OPSWORKER_TOKEN_FOLDER"].ShouldBe("/var/run/secrets/opsworker");
    }

    [Fact]
    public async Task The_line_break_at_the_end_of_a_file_is_no_part_of_the_token()
    {
        var manifests = await helm.RenderAsync($"{{server: {{url: https://opsworker.example.com}}, clusterToken: \"{Values.Token}\\n\"}}");

        Encoding.UTF8.GetString(Convert.FromBase64String(manifests.One("Secret").Text("data.token")!)).ShouldBe(Values.Token);
    }

    [Fact]
    public async Task Another_token_starts_the_pod_anew()
    {
        var before = await helm.RenderAsync(Values.Required);
        var after = await helm.RenderAsync(Values.Required.Replace("ThisIsNoToken00", "ThisIsNoToken01", StringComparison.Ordinal));

        after.Pod.ToString().ShouldNotBe(before.Pod.ToString());
    }

    [Fact]
    public async Task The_pod_has_no_checksum_of_the_proxys_password()
    {
        var one = await helm.RenderAsync(Values.Full);
        var other = await helm.RenderAsync(Values.Full.Replace("hunter2", "hunter3", StringComparison.Ordinal));

        other.Pod.ToString().ShouldBe(one.Pod.ToString());
    }

    private static void ShouldMountToken(Manifests manifests, string secret)
    {
        var volume = manifests.Pod.At("spec.volumes").Items().Single(v => v.Text("name") == "token");
        volume.Text("secret.secretName").ShouldBe(secret);
        var item = volume.At("secret.items").Items().ShouldHaveSingleItem();
        item.Text("key").ShouldBe("token");
        var mount = manifests.Container.At("volumeMounts").Items().Single(m => m.Text("name") == "token");
        manifests.Environment["OPSWORKER_CLUSTER_TOKEN_FILE"].ShouldBe($"{mount.Text("mountPath")}/{item.Text("path")}");
    }
}
