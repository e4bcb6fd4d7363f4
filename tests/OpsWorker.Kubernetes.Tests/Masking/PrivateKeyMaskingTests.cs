using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Kubernetes.Tests.Masking;

public sealed class PrivateKeyMaskingTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\\n")]
    public void A_private_key_is_masked_whole_also_where_it_breaks_off(string newline)
    {
        var key = "-----BEGIN RSA PRIVATE KEY-----" + newline + "MIIEpAIBAAKCAQEA7bq1ZTnQ" + newline + "Zm9vYmFyYmF6cXV4MTIzNDU2" + newline;

        new SecretMasker()
            .Mask($"loaded {key}-----END RSA PRIVATE KEY----- ok")
            .ShouldBe(newline == "\n" ? "loaded [masked:private-key:1]\n ok" : "loaded [masked:private-key:1] ok");
        var broken = new SecretMasker().Mask("loaded " + key);
        broken.ShouldNotContain("MIIE");
        broken.ShouldNotContain("Zm9v");
    }

    [Theory]
    [InlineData(
        "MIIEowIBAAKCAQEA0Z3VS5JJcds3xfnygWyF8PbnGy00AbCdEfGhIjKlMnOpQ\nabcd\n-----END RSA PRIVATE KEY-----\nnext",
        "[masked:private-key:1]\nnext")]
    [InlineData(
        "refused, key=-----BEGIN RSA PRIVATE KEY-----\\nMIIEowIB\\nZm9v\\n-----END RSA PRIVATE KEY----- x",
        "refused, key=[masked:private-key:1] x")]
    [InlineData(
        "private-key = -----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA0Z3V\n-----END RSA PRIVATE KEY-----\nnext",
        "private-key = [masked:private-key:1]\nnext")]
    [InlineData("abCD12==\n-----END RSA PRIVATE KEY-----\nnext", "[masked:private-key:1]\nnext")]
    [InlineData("T -----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEA0Z3VS5JJcds3xfnygWyF8PbnGy00AbCdEfGhIjKlMnOpQ", "T [masked:private-key:1]")]
    [InlineData("2026-03-01T02:58:00Z -----BEGIN PRIVATE KEY-----\n2026-03-01T02:58:01Z MIIEowIBAAKCAQEA0Z3V\n2026-03-01T02:58:02Z ready",
        "2026-03-01T02:58:00Z [masked:private-key:1]\n2026-03-01T02:58:02Z ready")]
    public void A_private_key_that_is_cut_anywhere_or_has_times_between_its_lines_is_masked(string text, string masked) =>
        new SecretMasker().Mask(text).ShouldBe(masked);
}
