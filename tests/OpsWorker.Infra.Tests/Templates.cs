using Amazon.CDK;
using OpsWorker.Infra.Settings;
using OpsWorker.Testing;

[assembly: AssemblyFixture(typeof(OpsWorker.Infra.Tests.Templates))]

namespace OpsWorker.Infra.Tests;

/// <summary>
/// The templates, made once for all tests: a plain one for development, without the functions' code, and one for
/// production with everything that can be set. The CDK runs in node; without it these tests are skipped.
/// </summary>
public sealed class Templates : IDisposable
{
    private const string Certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d";

    /// <summary>A model that production is allowed to call.</summary>
    public const string ModelArn = "arn:aws:bedrock:eu-west-1::foundation-model/vendor.model-v1:0";

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<(SynthesizedTemplate Development, SynthesizedTemplate Production)> _templates;

    public Templates()
    {
        _templates = new Lazy<(SynthesizedTemplate, SynthesizedTemplate)>(() => (SynthesizeDevelopment(), SynthesizeProduction()));
    }

    internal SynthesizedTemplate Development => Get().Development;

    internal SynthesizedTemplate Production => Get().Production;

    public void Dispose() => _folder.Dispose();

    private (SynthesizedTemplate Development, SynthesizedTemplate Production) Get()
    {
        Assert.SkipUnless(Programs.Find("node") is not null, "node is not on PATH, and the CDK runs in it.");
        return _templates.Value;
    }

    private SynthesizedTemplate SynthesizeDevelopment() =>
        Synthesize(Context.Settings(("functionsAsset", _folder.File("not-published"))));

    private SynthesizedTemplate SynthesizeProduction()
    {
        var published = Directory.CreateDirectory(_folder.File("published"));
        File.WriteAllText(Path.Combine(published.FullName, "OpsWorker.Functions.dll"), "");
        return Synthesize(Context.Settings(
            ("stage", "prod"),
            ("functionsAsset", published.FullName),
            ("domainName", "opsworker.example.com"),
            ("certificateArn", Certificate),
            ("alarmEmail", "on-call@example.com"),
            ("modelArns", ModelArn)));
    }

    private SynthesizedTemplate Synthesize(DeploymentSettings settings)
    {
        var app = new App(new AppProps { Outdir = _folder.File("out-" + settings.Stage), AnalyticsReporting = false });
        var stack = new OpsWorkerStack(app, settings);
        var assembly = app.Synth();
        return new SynthesizedTemplate(Path.Combine(assembly.Directory, stack.TemplateFile), stack.TerminationProtection);
    }
}
