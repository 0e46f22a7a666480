using FastEndpoints;
using FluentValidation.Results;

namespace Gcd.Features.Callback;

/// <summary>Binds the fields of a form. FastEndpoints' own binder would hold a thread until the whole body is there.</summary>
internal sealed class SignInFormBinder() : RequestBinder<SignInForm>(BindingSource.FormFields)
{
    public override async ValueTask<SignInForm> BindAsync(BinderContext context, CancellationToken ct)
    {
        var request = context.HttpContext.Request;
        if (!request.HasFormContentType)
        {
            throw NotAForm(context);
        }

        try
        {
            await request.ReadFormAsync(ct);
        }
        // NotSupportedException: charset=utf-7, which .NET refuses.
        catch (Exception bad) when (bad is InvalidDataException or NotSupportedException)
        {
            throw NotAForm(context);
        }

        return await base.BindAsync(context, ct);
    }

    private static ValidationFailureException NotAForm(BinderContext context)
    {
        context.ValidationFailures.Add(new ValidationFailure { CustomState = CallbackProblems.NotAForm });
        return new ValidationFailureException(context.ValidationFailures, CallbackProblems.NotAForm.Error);
    }
}
