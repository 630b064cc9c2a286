"""The sentences of each code: what is wrong, and what to do in Word. The reference lists the codes."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legal.documents.linting.texts_of_files import COPY, OF_FILES

_TOOLS: Final = _("Escriba solo datos, condiciones (if) y repeticiones (for).")
_ALONE: Final = _("Deje la etiqueta sola en su párrafo, o sola en una fila propia si es {%%tr.")

TEXTS: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    **OF_FILES,
    # Lists, clauses and numerals
    "NUM01": (
        _("El párrafo «%(text)s» lleva numeración automática en palabras, que sale en masculino («CLÁUSULA PRIMERO»)."),
        _("Quite la numeración automática y escriba {{ clausula('clave') }} en el título de la cláusula."),
    ),
    "NUM02": (
        _("La lista numerada «%(text)s» está en una repetición dentro de otra, y no vuelve a empezar en 1."),
        _("Quite la numeración automática y use {{ loop.index }}."),
    ),
    "NUM03": (
        _("La clave «%(name)s» puede numerar dos cláusulas o numerales a la vez."),
        _(
            "Dé a cada cláusula y a cada numeral su propia clave, o póngalos en las dos ramas de un {%% if %%} con su "
            "{%% else %%}; dentro de un {%% for %%}, use {{ numeral() }} sin clave."
        ),
    ),
    "NUM04": (
        _("«%(tag)s» está donde no se numera: fuera del cuerpo del documento, o dentro de otra etiqueta."),
        _(
            "Escríbala sola, como {{ ref('vigencia') }}, en el cuerpo; a una referencia no se le aplica ningún filtro: "
            "en mayúsculas es {{ ref_mayuscula('vigencia') }}."
        ),
    ),
    "NUM05": (
        _("«%(tag)s» se refiere a «%(name)s», una clave que ninguna cláusula ni numeral lleva."),
        _("Escriba la clave de una cláusula, la misma que lleva su {{ clausula('…') }}."),
    ),
    "NUM06": (
        _("Hay un numeral que puede imprimirse antes de la primera cláusula."),
        _("Numere los párrafos después del título de su cláusula, {{ clausula('…') }}."),
    ),
    "NUM08": (
        _("«%(tag)s» puede imprimirse en un documento en que no se imprime «%(name)s»."),
        _("Ponga la referencia bajo la misma condición ({%% if %%}) que lo que lleva esa clave."),
    ),
    "NUM07": (_("El documento pasa de 99 cláusulas."), _("Reúna en una las que traten de lo mismo.")),
    "NUM09": (
        _("«%(tag)s» está en un cuadro de texto, que Word guarda dos veces: contaría dos veces."),
        _("Pase el título o el numeral al texto del documento, fuera del cuadro."),
    ),
    # Where a tag stands
    "TAG01": (
        _("Hay un «%(mark)s» sin su pareja en «%(text)s»; la etiqueta uniría dos párrafos o quedaría a la vista."),
        _("Abra y cierre cada etiqueta en el mismo párrafo."),
    ),
    "TAG02": (
        _(
            "La etiqueta «%(tag)s» está donde no se reemplaza: en una nota al final, un comentario, un gráfico, un "
            "estilo o algo así."
        ),
        _("Pásela al texto o a una nota al pie."),
    ),
    "TAG03": (
        _(
            "La etiqueta «%(tag)s» separa las llaves de la letra que las sigue, o la letra de lo demás, con "
            "un espacio que no es común."
        ),
        _("Escriba «%(braces)s%(kind)s» sin espacio en medio y luego un espacio común."),
    ),
    "TAG04": (
        _("La etiqueta «%(tag)s» tiene un signo «%%» o una llave dentro, y no se reconocería."),
        _("Escriba la condición sin esos signos."),
    ),
    "TAG05": (_("Junto a «%(tag)s» hay otra etiqueta, «%(other)s»; una de las dos se perdería sin aviso."), _ALONE),
    "TAG06": (_("Se perdería el texto «%(text)s», que está junto a una etiqueta {%%%(kind)s."), _ALONE),
    "TAG07": (
        _("Una etiqueta {%%%(kind)s está en el párrafo de un salto de sección, que se perdería."),
        _("Ponga la etiqueta en un párrafo anterior al salto."),
    ),
    "TAG08": (_("Hay una etiqueta {%%%(kind)s fuera de un cuadro."), _("Use {%%p fuera de los cuadros.")),
    "TAG09": (
        _("Una imagen está junto a una etiqueta {%%%(kind)s y se perdería."),
        _("Pase la imagen a otro párrafo o fila."),
    ),
    "TAG10": (
        _("La etiqueta «%(tag)s» empieza dentro de un vínculo o control y termina fuera de él."),
        _("Bórrela y escríbala de nuevo, entera, fuera del vínculo."),
    ),
    "TAG11": (
        _("La etiqueta «%(tag)s» es para contenido que los documentos no tienen; su texto desaparecería."),
        _("Escriba {{ dato }}, sin letra junto a las llaves."),
    ),
    "TAG12": (
        _("La etiqueta «%(tag)s» lleva un guion junto a la llave, que une párrafos sin aviso."),
        _("Quite el guion."),
    ),
    "TAG13": (
        _(
            "De %(written)d etiquetas, el programa encuentra %(seen)d: una está donde no se ve, como el "
            "texto alternativo de una imagen, o se pierde."
        ),
        _(
            "Revise las etiquetas de esta parte y escriba de nuevo las que estén en cuadros de texto, "
            "campos o imágenes."
        ),
    ),
    "TAG14": (
        _("Un salto de página está junto a la etiqueta «%(tag)s» y se perdería."),
        _(
            "Ponga el salto de página en el párrafo siguiente, o use «Salto de página anterior» de ese párrafo (en "
            "Párrafo, Líneas y saltos de página)."
        ),
    ),
    "TAG15": (
        _("Se perdería algo que está junto a la etiqueta «%(tag)s»: %(what)s."),
        _("Páselo a otro párrafo o fila, y deje la etiqueta sola."),
    ),
    "TAG16": (
        _("Se perdería algo que está dentro de la etiqueta «%(tag)s»: %(what)s."),
        _("Borre la etiqueta y escríbala de nuevo, seguida, sin nada en medio."),
    ),
    "TAG17": (
        _("La etiqueta «%(tag)s» lleva dentro los signos de otra etiqueta, y se perdería el párrafo."),
        _("Escriba esos signos fuera de la etiqueta, o bórrelos."),
    ),
    "VAC01": (
        _("Algún documento tendría aquí %(empty)s, y Word no abre un archivo así."),
        _("Deje dentro un párrafo, una celda o una fila fuera de toda condición; un párrafo vacío basta."),
    ),
    # Which tag closes which
    "BLQ01": (
        _("La etiqueta «%(tag)s» no tiene una que la abra."),
        _("Bórrela, o ponga antes su {%% if %%} o {%% for %%}."),
    ),
    "BLQ02": (
        _("La etiqueta «%(tag)s» cierra lo que «%(opening)s» abrió, y no corresponde."),
        _("Cierre if con endif y for con endfor, en orden inverso al que se abrieron."),
    ),
    "BLQ03": (_("La etiqueta «%(tag)s» no se cierra."), _("Agregue su {%% %(closing)s %%}.")),
    "BLQ04": (
        _("La etiqueta «%(tag)s» no es de la misma clase que «%(opening)s», que abre su bloque."),
        _("Escriba las dos con la misma letra junto a la llave: {%%p con {%%p, {%%tr con {%%tr."),
    ),
    "BLQ05": (
        _("La etiqueta «%(opening)s» se cierra en otro lugar: otra celda, otro cuadro, o fuera de él."),
        _("Ábrala y ciérrela en la misma celda con {%%p, o en el mismo cuadro con {%%tr."),
    ),
    "BLQ06": (
        _("La etiqueta «%(opening)s» abarca varios párrafos o celdas, que se mezclarían o quedarían vacíos."),
        _("Use {%%p sola en su párrafo, o {%%tr sola en su fila."),
    ),
    "BLQ07": (
        _("La etiqueta «%(tag)s» sobra en el bloque que «%(opening)s» abre: ya tiene su else, o repite una lista."),
        _("Deje un solo else, al final, y los elif antes de él."),
    ),
    "BLQ08": (
        _("La etiqueta «%(tag)s» pasa de %(most)d repeticiones unas dentro de otras, que imprimirían sin fin."),
        _("Saque repeticiones unas de dentro de otras."),
    ),
    # How a tag is written
    "SIN01": (
        _("No se entiende la etiqueta «%(tag)s»."),
        _(
            "Revise paréntesis, comillas y espacios. Así se escriben: {{ dato }}, {%% if dato %%}, {%% for "
            "fila in lista %%}."
        ),
    ),
    "SIN02": (_("La etiqueta «%(tag)s» da una instrucción que no se admite: «%(word)s»."), _TOOLS),
    "SIN03": (_("La etiqueta «%(tag)s» lleva comillas latinas «»."), _("Use comillas rectas, \" o '.")),
    "SIN04": (
        _("La etiqueta «%(tag)s» lleva el signo &, que no se compara ni se imprime tal cual."),
        _("Escriba ese texto fuera de la etiqueta."),
    ),
    # What a tag asks for
    "VAR01": (
        _("En «%(tag)s» se pide «%(name)s», un dato que no existe."),
        _("Busque el dato en la lista de su clase de documento."),
    ),
    "VAR02": (
        _("En «%(tag)s» se repite %(kind)s, y solo se repite una lista."),
        _("Recorra una lista, o use {%% if %%} si solo quiere saber si el dato está."),
    ),
    "VAR03": (_("«%(tag)s» imprime un grupo de datos entero."), _("Elija un dato de él: %(list)s.")),
    "VAR04": (_("«%(tag)s» imprime una lista entera."), _("Recórrala con {%% for %%} e imprima cada elemento.")),
    "VAR05": (_("«%(tag)s» imprime un sí o no."), _("Úselo en una condición: {%% if %%}.")),
    "VAR06": (
        _("En «%(tag)s» se pide «%(name)s» de «%(of)s», que es una lista."),
        _("Recorra la lista con {%% for %%} y pida el dato de cada elemento."),
    ),
    "VAR07": (
        _("En «%(tag)s» se pide por su número un elemento de «%(of)s», que no es una lista."),
        _("Pida el dato por su nombre."),
    ),
    "VAR08": (
        _("En «%(tag)s» se pide por su número un elemento de «%(of)s», que puede tener menos."),
        _(
            "Recorra la lista con {%% for %%}, o pida el elemento dentro de un {%% if %%} que pregunte por él: "
            "{%% if lista %%} por el primero, {%% if lista|length > 1 %%} por el segundo."
        ),
    ),
    "TIP01": (
        _("En «%(tag)s», el filtro «%(name)s» no se aplica a %(kind)s."),
        _("Quite el filtro, o aplíquelo a un dato de la clase que admite."),
    ),
    "TIP02": (
        _("En «%(tag)s», la condición pregunta por un grupo de datos, que está siempre."),
        _("Pregunte por uno de sus datos."),
    ),
    "TIP03": (
        _("En «%(tag)s» se compara %(left)s con %(right)s, lo que no dice nada."),
        _("Los textos solo se comparan con == y !=; los montos y fechas son textos."),
    ),
    "TIP04": (
        _("«%(tag)s» no dice qué imprimir cuando la condición es falsa."),
        _("Agregue else, o use {%% if %%}…{%% endif %%}."),
    ),
    "TIP05": (
        _("«%(tag)s» da unas veces %(left)s y otras %(right)s."),
        _("Ponga en las dos ramas datos de la misma clase."),
    ),
    "TIP06": (
        _("En «%(tag)s», al filtro «%(name)s» le falta o le sobra algo entre paréntesis."),
        _("Escriba batch(2) con cuántos van en cada grupo; los demás filtros no llevan paréntesis."),
    ),
    "TIP07": (
        _("En «%(tag)s», el filtro «%(name)s» no sabe leer lo que trae ese dato, como «%(text)s»."),
        _("Imprima el dato sin filtro: ya viene escrito como se imprime. El filtro es para números, montos o fechas."),
    ),
    # What no template may do
    "SEG01": (_("«%(tag)s» hace una operación que no se admite."), _TOOLS),
    "SEG02": (
        _("En «%(tag)s», el filtro o la prueba «%(name)s» no se admite."),
        _(
            "Se admiten upper, lower, length, batch, soles, monto_en_letras, numero_en_letras, numero_apocopado, "
            "numero_femenino, ordinal, ordinal_masculino, romano, fecha_larga, fecha_forense, fecha_en_letras, lista_y "
            "y lista_o, y la prueba defined."
        ),
    ),
    "SEG03": (
        _("«%(tag)s» llama a una función que no se admite."),
        _(
            "Solo hay cuatro: {{ clausula('clave') }}, {{ numeral('clave') }}, {{ ref('clave') }} y "
            "{{ ref_mayuscula('clave') }}, con la clave entre comillas."
        ),
    ),
    "SEG04": (_("«%(tag)s» pide «%(name)s», a lo que una plantilla no llega."), _TOOLS),
    # Limits
    "LIM01": (
        _("El archivo exige más tiempo o memoria de lo permitido y se dejó de revisar."),
        _(
            "Reduzca sus repeticiones, imágenes o páginas. Si el archivo es pequeño, inténtelo de nuevo: el "
            "equipo puede estar ocupado."
        ),
    ),
    "LIM02": (
        _("El documento es demasiado largo para una plantilla."),
        _("Divídalo, o copie el texto a un documento nuevo."),
    ),
    "LIM03": (
        _("Hay más de %(most)d observaciones; no se muestran las demás."),
        _("Corrija estas y vuelva a revisar."),
    ),
    "LIM04": (_("El archivo pesa más de %(most)d MB."), _("Reduzca sus imágenes con Comprimir imágenes.")),
    "LIM05": (_("El archivo tiene algo que no se sabe leer, y se dejó de revisar."), COPY),
    "LIM06": (
        _("Este párrafo pasa de %(most)s signos, más de lo que se revisa."),
        _("Divídalo en párrafos con Intro."),
    ),
    # Samples
    "SAM01": (
        _("La muestra con %(sample)s no se puede llenar aquí: falta %(missing)s."),
        _("Pida un elemento de una lista solo dentro de un {%% if %%} que pregunte por él."),
    ),
    "SAM02": (
        _("Las etiquetas de esta parte no se pueden usar juntas: hay demasiadas unas dentro de otras."),
        _("Reduzca los if y for anidados."),
    ),
    "SAM03": (_("La plantilla no se pudo llenar con una muestra: «%(text)s»."), COPY),
    "SAM04": (
        _("La muestra con %(sample)s sale rota: una etiqueta abarca parte de un elemento de Word."),
        _("Borre las etiquetas de esta parte que estén en cuadros de texto o controles, y escríbalas de nuevo."),
    ),
}
