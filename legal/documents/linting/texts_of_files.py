"""The sentences of the codes on the file itself and on what Word keeps beside the text."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COPY: Final = _("Copie el texto a un documento nuevo de Word y guárdelo como .docx.")

OF_FILES: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    # The package
    "PKG01": (_("El archivo repite una de sus partes, de modo que no se sabe cuál vale."), COPY),
    "PKG02": (_("Una parte del archivo apunta fuera de él."), COPY),
    "PKG03": (
        _("Una parte del archivo está cifrada o comprimida de un modo que Word no usa."),
        _("Guarde una copia sin contraseña, como .docx."),
    ),
    "PKG04": (_("El archivo ocupa demasiado al descomprimirse."), COPY),
    "PKG05": (
        _(
            "El archivo no es un documento de Word común: es una plantilla (.dotx), lleva macros (.docm) o "
            "su texto está fuera de lugar."
        ),
        _("Use Guardar como y elija «Documento de Word (.docx)»."),
    ),
    "PKG06": (_("El archivo lleva dentro otro archivo, que no es parte de un documento de Word."), COPY),
    "PKG07": (_("El archivo está incompleto: le falta «%(text)s»."), COPY),
    "PKG08": (_("Esta parte del archivo no dice de qué clase es, y Word no la abriría."), COPY),
    "PKG09": (
        _("El archivo guarda sus propiedades de un modo que no se lee al llenarlo."),
        _("Guárdelo otra vez como «Word 2010-365 (.docx)» en Writer, o como «Documento de Word (.docx)» en Word."),
    ),
    "PKG10": (
        _("La miniatura del archivo no es una imagen que sirva solo para eso."),
        _("Guárdelo otra vez en Word: en Guardar como, desmarque «Guardar miniatura»."),
    ),
    "XML01": (_("Una parte del archivo declara entidades (DTD), que Word no usa."), COPY),
    "XML02": (_("Una parte del archivo está mal formada."), COPY),
    "MAC01": (
        _("El archivo lleva macros, complementos, controles ActiveX u otros programas."),
        _("Use Guardar como y elija «Documento de Word (.docx)», o copie el texto a un documento nuevo."),
    ),
    "OLE01": (
        _("Hay un objeto incrustado o vinculado (OLE, hoja de cálculo, video)."),
        _("Bórrelo y péguelo como imagen o como texto."),
    ),
    "ALT01": (_("Hay un documento importado dentro del documento."), _("Ábralo aparte y pegue su texto.")),
    "REL01": (
        _("El documento toma su plantilla de otro lugar (%(target)s)."),
        _("En Programador, Plantilla de documento, elija «Normal.dotm», o copie el texto a un documento nuevo."),
    ),
    "REL02": (
        _("El documento toma contenido de otro lugar al abrirse (%(target)s)."),
        _("Rompa el vínculo e inserte el contenido en el documento."),
    ),
    "REL03": (
        _("Hay un vínculo que no lleva a una página web ni a un correo (%(target)s)."),
        _("Quite el vínculo con clic derecho, Quitar hipervínculo."),
    ),
    # What Word keeps beside the text
    "FLD01": (
        _("Hay un campo %(field)s, de los que traen contenido ajeno, cambian al abrirse o ejecutan acciones."),
        _("Selecciónelo y pulse Ctrl+Mayús+F9 para dejar solo su texto. Se admiten números de página y referencias."),
    ),
    "FLD02": (
        _("Hay un índice automático (%(field)s), que el programa no actualiza: saldría con páginas equivocadas."),
        _("Borre el índice o escríbalo a mano sin números de página."),
    ),
    "FLD03": (
        _("Hay una etiqueta dentro de un campo de Word: «%(text)s»."),
        _("Pulse Alt+F9, saque la etiqueta del campo y escríbala en el texto."),
    ),
    "FLD04": (
        _("Hay un campo dentro de las instrucciones de otro («%(text)s»), que podría volverlo cualquier campo."),
        _("Selecciónelo y pulse Ctrl+Mayús+F9 para dejar solo su texto."),
    ),
    "TRK01": (
        _("Hay un cambio sin aceptar del control de cambios: «%(text)s». Lo eliminado seguiría valiendo."),
        _("En Revisar, acepte o rechace todos los cambios y desactive el control."),
    ),
    "TRK02": (
        _("El control de cambios está activado, y lo estaría en todos los documentos."),
        _("En Revisar, desactive el control de cambios."),
    ),
    "PRT01": (
        _("El archivo está protegido contra cambios, y nadie podría editar los documentos."),
        _(
            "En Revisar, Restringir edición, detenga la protección; en Guardar como, Opciones generales, quite la "
            "contraseña."
        ),
    ),
    "SIG01": (
        _("Hay un signo que no se ve y cambia lo que se lee: «%(text)s»."),
        _("Borre ese texto y escríbalo de nuevo a mano."),
    ),
    "TBL01": (
        _("Al cuadro le falta la medida de sus columnas, y no se puede llenar."),
        _("Inserte un cuadro nuevo y pase a él las celdas."),
    ),
    "COM01": (_("Hay un comentario, que saldría en todos los documentos."), _("En Revisar, elimine los comentarios.")),
    "HID01": (
        _("Hay texto oculto, que nadie ve y sale en todos los documentos."),
        _("Bórrelo o quítele «Oculto» en Fuente."),
    ),
    "IMG01": (
        _("Hay una imagen sin texto alternativo, que quien no ve no puede conocer."),
        _("Clic derecho en la imagen, Editar texto alternativo."),
    ),
    "IMG02": (
        _("Una imagen está dañada, no es una imagen o es demasiado grande al abrirse."),
        _("Bórrela e insértela de nuevo, guardada como .png o .jpg."),
    ),
    "CTL01": (
        _("Un control de contenido está vinculado a datos del archivo, y Word cambiaría su texto al abrirlo."),
        _("Clic derecho en el control, Quitar control de contenido: el texto queda."),
    ),
    "MRK01": (
        _(
            "Un marcador de Word empieza o termina dentro de la etiqueta «%(tag)s» y se perdería, con las "
            "referencias que llevan a él."
        ),
        _("En Insertar, Marcador, bórrelo y vuelva a ponerlo fuera de la etiqueta."),
    ),
    "MRK02": (
        _("Faltan marcadores por los que otros documentos se refieren a las cláusulas: %(list)s."),
        _("Seleccione el título de cada cláusula y, en Insertar, Marcador, agregue el suyo con ese nombre exacto."),
    ),
    "MRK03": (
        _("El marcador «%(name)s» está dos veces, y no se sabe a qué cláusula lleva."),
        _("En Insertar, Marcador, bórrelo y agréguelo una sola vez, en el título de su cláusula."),
    ),
    "MRK04": (
        _("La cláusula del marcador «%(name)s» está dentro de una condición: faltaría en algunos documentos."),
        _("Póngala fuera de la etiqueta {%%p if %%} o {%%p for %%}, y deje bajo la condición solo parte de su texto."),
    ),
    "MRK05": (
        _("El marcador «%(name)s» no está en el título de una cláusula: los documentos que la citan no la hallarían."),
        _(
            "Póngalo en un párrafo que empiece por el ordinal y siga con el título: "
            "«{{ clausula('vigencia') }}: VIGENCIA»."
        ),
    ),
    "MRK06": (
        _("A la cláusula del marcador «%(name)s» no le sigue ningún texto."),
        _("Escriba su texto debajo del título, o ponga el marcador en el título que lo tiene."),
    ),
    "PRO01": (
        _("Hay una etiqueta en las propiedades del archivo: «%(tag)s». El programa las escribe él mismo."),
        _("En Archivo, Información, borre la etiqueta de las propiedades."),
    ),
}
