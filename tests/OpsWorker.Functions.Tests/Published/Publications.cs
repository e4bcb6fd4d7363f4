using OpsWorker.Testing;
using OpsWorker.Testing.Lambda;

[assembly: AssemblyFixture(typeof(OpsWorker.Functions.Tests.Published.Publications))]

namespace OpsWorker.Functions.Tests.Published;

/// <summary>The functions' packages, published once for all tests that start them.</summary>
public sealed class Publications : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<FunctionsPublication>> _managed;
    private readonly Lazy<Task<FunctionsPublication>> _native;

    public Publications()
    {
        _managed = new(() => FunctionsPublication.PublishManagedAsync(_folder.File("managed")));
        _native = new(() => FunctionsPublication.PublishNativeAsync(Path.Combine(AppContext.BaseDirectory, "published")));
    }

    /// <summary>The package for the managed runtime.</summary>
    public Task<FunctionsPublication> ManagedAsync() => _managed.Value;

    /// <summary>The package for <c>provided.al2023</c>; where it cannot be made the test is skipped.</summary>
    public async Task<FunctionsPublication> NativeAsync()
    {
        Assert.SkipUnless(
            NativeCompilation.IsOn, $"Compiling ahead of time takes minutes; set {NativeCompilation.Variable}=1, as CI does.");
        try
        {
            return await _native.Value;
        }
        catch (CompilerNotFoundException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    public void Dispose() => _folder.Dispose();
}
