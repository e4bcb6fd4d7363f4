using Amazon.CDK;
using OpsWorker.Infra.Settings;
using OpsWorker.Testing;

[assembly: AssemblyFixture(typeof(OpsWorker.Infra.Tests.Templates))]

namespace OpsWorker.Infra.Tests;

/// <summary>
/// The templates, made once for all tests: a plain one for development, without the functions' code, one for production with
/// everything that can be set, and one of assemblies on the managed runtime. The CDK runs in node; without it these tests are
/// skipped.
/// </summary>
public sealed class Templates : IDisposable
{
    private const string Certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d";

    /// <summary>A model that production is allowed to call.</summary>
    public const string ModelArn = "arn:aws:bedrock:eu-west-1::foundation-model/vendor.model-v1:0";

    /// <summary>The key that encrypts what the managed deployment keeps.</summary>
    public const string KeyArn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-0123456789ab";

    // The CDK speaks to one process of node for the whole program, and not from several threads.
    private static readonly Lock OneAtATime = new();

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<SynthesizedTemplate> _development;
    private readonly Lazy<SynthesizedTemplate> _production;
    private readonly Lazy<SynthesizedTemplate> _managed;

    public Templates()
    {
        _development = new(SynthesizeDevelopment);
        _production = new(SynthesizeProduction);
        _managed = new(SynthesizeManaged);
    }

    internal SynthesizedTemplate Development => Get(_development);

    internal SynthesizedTemplate Production => Get(_production);

    internal SynthesizedTemplate Managed => Get(_managed);

    public void Dispose() => _folder.Dispose();

    private static SynthesizedTemplate Get(Lazy<SynthesizedTemplate> template)
    {
        Assert.SkipUnless(Programs.Find("node") is not null, "node is not on PATH, and the CDK runs in it.");
        return template.Value;
    }

    private SynthesizedTemplate SynthesizeDevelopment() =>
        Synthesize(Context.Settings(("functionsAsset", _folder.File("not-published"))));

    private SynthesizedTemplate SynthesizeProduction() => Synthesize(Context.Settings(
        ("stage", "prod"),
        ("functionsAsset", Publish("native-arm64", "bootstrap", NativeProgramTests.Program(NativeProgramTests.Arm64))),
        ("domainName", "opsworker.example.com"),
        ("certificateArn", Certificate),
        ("alarmEmail", "on-call@example.com"),
        ("modelArns", ModelArn),
        ("maskPersonalData", true)));

    private SynthesizedTemplate SynthesizeManaged() => Synthesize(Context.Settings(
        ("stage", "managed"),
        ("stages", Context.StagesWith("managed", like: "prod")),
        ("functionsPackage", "managed-x64"),
        ("functionsAsset", Publish("managed-x64", "OpsWorker.Functions.dll", [])),
        ("kmsKeyArn", KeyArn),
        ("snapStart", true)));

    private string Publish(string package, string file, byte[] content)
    {
        var root = _folder.File("published");
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(root, package)).FullName, file), content);
        return root;
    }

    private SynthesizedTemplate Synthesize(DeploymentSettings settings)
    {
        lock (OneAtATime) return SynthesizeAlone(settings);
    }

    private SynthesizedTemplate SynthesizeAlone(DeploymentSettings settings)
    {
        var app = new App(new AppProps { Outdir = _folder.File("out-" + settings.Stage), AnalyticsReporting = false });
        var stack = new OpsWorkerStack(app, settings);
        var assembly = app.Synth();
        return new SynthesizedTemplate(Path.Combine(assembly.Directory, stack.TemplateFile), stack.TerminationProtection);
    }
}
